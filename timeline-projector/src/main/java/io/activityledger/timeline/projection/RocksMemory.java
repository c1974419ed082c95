package io.activityledger.timeline.projection;

import java.util.EnumSet;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.HistogramType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBufferManager;

/// How much memory do all databases of this process take together? One block cache, in which the
/// write buffers, the indexes and the filters are counted too, so that its size is the bound.
///
/// Safe for many threads; outlives every store that was built with it.
public final class RocksMemory implements AutoCloseable {

    private static final int BLOCK_BYTES = 8 * 1024;
    private static final int BLOOM_BITS = 10;

    /// Taken by each database at once, however little it holds: small, for there may be hundreds.
    private static final long ARENA_BLOCK_BYTES = 64 * 1024;

    private static final double MEMTABLE_BLOOM_BYTES = 64 * 1024;
    private static final long SMALL_WRITE_BUFFER = 4L << 20;
    private static final int OPEN_FILES = 512;
    private static final int BACKGROUND_JOBS = 2;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloom;
    private final Statistics statistics = new Statistics(EnumSet.allOf(HistogramType.class));
    private final Limits limits;
    private int users = 1;

    /// The bounds: all of it, the write buffers' part of it, and one store's write buffer.
    public record Limits(long totalBytes, long writeBufferBytes, long writeBufferBytesPerStore) {

        public static final Limits MODEST = new Limits(256L << 20, 96L << 20, 32L << 20);

        public Limits {
            if (totalBytes <= writeBufferBytes || writeBufferBytes < writeBufferBytesPerStore) {
                throw new IllegalArgumentException(
                        "want total > write buffers >= write buffers of one store");
            }
        }
    }

    /// What all databases together hold now, and have done since the start.
    ///
    /// @param usedBytes of the block cache, in which everything is counted
    public record Figures(
            long usedBytes,
            long cacheHits,
            long cacheMisses,
            long compactedBytes,
            long stalledMicros) {

        public static final Figures NONE = new Figures(0, 0, 0, 0, 0);
    }

    public RocksMemory(Limits limits) {
        RocksDB.loadLibrary();
        this.limits = limits;
        this.cache = new LRUCache(limits.totalBytes());
        this.writeBuffers = new WriteBufferManager(limits.writeBufferBytes(), cache);
        this.bloom = new BloomFilter(BLOOM_BITS, false);
    }

    /// For one database; the caller closes them after it.
    Options options() {
        var table =
                new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setFilterPolicy(bloom)
                        .setWholeKeyFiltering(true)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFormatVersion(5);
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(table)
                .setStatistics(statistics)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(limits.writeBufferBytesPerStore())
                .setArenaBlockSize(ARENA_BLOCK_BYTES)
                .setMemtablePrefixBloomSizeRatio(
                        MEMTABLE_BLOOM_BYTES / limits.writeBufferBytesPerStore())
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2);
    }

    /// Lets a database that Kafka Streams opens take its memory here, and little of it.
    void share(Options options, BlockBasedTableConfig table) {
        table.setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(bloom)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(table)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(Math.min(SMALL_WRITE_BUFFER, limits.writeBufferBytesPerStore()))
                .setMaxOpenFiles(OPEN_FILES);
    }

    /// The same for one user more: it is freed when each has closed it.
    public synchronized RocksMemory lent() {
        users++;
        return this;
    }

    /// Nothing once it is closed.
    public synchronized Figures figures() {
        return users <= 0
                ? Figures.NONE
                : new Figures(
                        cache.getUsage(),
                        statistics.getTickerCount(TickerType.BLOCK_CACHE_HIT),
                        statistics.getTickerCount(TickerType.BLOCK_CACHE_MISS),
                        statistics.getTickerCount(TickerType.COMPACT_WRITE_BYTES),
                        statistics.getTickerCount(TickerType.STALL_MICROS));
    }

    @Override
    public synchronized void close() {
        if (--users == 0) {
            writeBuffers.close();
            cache.close();
            bloom.close();
            statistics.close();
        }
    }
}
