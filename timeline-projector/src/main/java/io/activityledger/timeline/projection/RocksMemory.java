package io.activityledger.timeline.projection;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// How much memory do all databases of this process take together? One block cache, in which the
/// write buffers, the indexes and the filters are counted too, so that its size is the bound.
///
/// Safe for many threads; outlives every store that was built with it.
public final class RocksMemory implements AutoCloseable {

    private static final int BLOCK_BYTES = 8 * 1024;
    private static final int BLOOM_BITS = 10;
    private static final double MEMTABLE_BLOOM = 0.02;
    private static final int OPEN_FILES = 512;
    private static final int BACKGROUND_JOBS = 2;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final BloomFilter bloom;
    private final Limits limits;
    private boolean closed;

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
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(limits.writeBufferBytesPerStore())
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM)
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2);
    }

    /// How much of the block cache is taken; nothing once it is closed.
    public synchronized long usedBytes() {
        return closed ? 0 : cache.getUsage();
    }

    @Override
    public synchronized void close() {
        closed = true;
        writeBuffers.close();
        cache.close();
        bloom.close();
    }
}
