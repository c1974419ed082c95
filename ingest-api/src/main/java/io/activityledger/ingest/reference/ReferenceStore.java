package io.activityledger.ingest.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.settings.ByteSize;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/// Which contacts, deals and companies are there, as of which offset? A copy of the `references`
/// topic on this machine's disk, which may be thrown away at any time.
///
/// ```
/// 1 | record key        →  created offset | value       one row for each that lives
/// 2 | partition (4)     →  first offset not applied (8)
/// 3                     →  the identity of the topic it was read from, and the form of the rows
/// 4, 5                      who is found by which email address, see EmailIndexStore
/// ```
///
/// Rows and offsets are written together and without a write-ahead log: after a crash both are
/// those of the last flush. One thread writes; any thread reads, and close waits for them.
final class ReferenceStore implements AutoCloseable {

    private static final byte ROW = 1;
    private static final byte OFFSET = 2;
    private static final byte[] IDENTITY = {3};

    /// Stands behind the topic's identity: a copy whose rows have another form is of no use.
    private static final String FORM = " with emails";

    private static final double BLOOM_BITS = 10;
    private static final int OPEN_FILES = 128;

    private final Memory memory;
    private final RocksDB database;
    private final EmailIndexStore emails;
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final ReentrantReadWriteLock lease = new ReentrantReadWriteLock();
    private boolean closed;

    private ReferenceStore(Memory memory, RocksDB database) {
        this.memory = memory;
        this.database = database;
        this.emails = new EmailIndexStore(database, memory.reading);
    }

    /// The copy in `directory` where it is of the topic so named, else an empty one.
    static ReferenceStore open(Path directory, String topic, ByteSize memory) {
        RocksDB.loadLibrary();
        String identity = topic + FORM;
        var place = new StoreDirectory(directory);
        place.prepare();
        ReferenceStore store = openAt(place, memory);
        if (store.isOf(identity)) {
            return store;
        }
        return store.isNew()
                ? store.named(identity)
                : store.replaced(place, memory).named(identity);
    }

    private ReferenceStore replaced(StoreDirectory place, ByteSize memory) {
        close();
        place.destroy("it is of another topic");
        return openAt(place, memory);
    }

    private ReferenceStore named(String identity) {
        write(batch -> batch.put(IDENTITY, identity.getBytes(UTF_8)));
        return this;
    }

    private static ReferenceStore openAt(StoreDirectory place, ByteSize memory) {
        var budget = new Memory(memory);
        try {
            return new ReferenceStore(budget, RocksDB.open(budget.options, place.path()));
        } catch (RocksDBException failure) {
            budget.close();
            throw StoreFailure.of("could not be opened", failure);
        }
    }

    /// The first offset of a partition that has not been applied.
    long next(int partition) {
        byte[] value = get(offsetKey(partition));
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    Optional<StoredReference> find(byte[] recordKey) {
        return Optional.ofNullable(get(rowKey(recordKey))).map(StoredReference::of);
    }

    /// The ids of those who have an email address, of many only the first two.
    List<String> owners(byte[] address) {
        return leased(() -> emails.owners(address));
    }

    /// Applies changes in their order, together with how far each partition has now been read.
    void apply(List<ReferenceChange> changes, Map<Integer, Long> next) {
        write(batch -> {
            for (ReferenceChange change : changes) {
                applyOne(change, batch);
            }
            for (var offset : next.entrySet()) {
                batch.put(offsetKey(offset.getKey()), longBytes(offset.getValue()));
            }
        });
    }

    private void applyOne(ReferenceChange change, WriteBatchWithIndex batch)
            throws RocksDBException {
        byte[] key = rowKey(change.key());
        switch (change) {
            case ReferenceChange.Delete(byte[] recordKey) -> {
                emails.replace(recordKey, null, batch);
                batch.delete(key);
            }
            case ReferenceChange.Put(byte[] recordKey, long offset, byte[] value, var email) -> {
                emails.replace(recordKey, email, batch);
                batch.put(key, new StoredReference(created(key, offset, batch), value).row());
            }
        }
    }

    private long created(byte[] key, long offset, WriteBatchWithIndex batch)
            throws RocksDBException {
        byte[] row = batch.getFromBatchAndDB(database, memory.reading, key);
        return row == null ? offset : StoredReference.of(row).createdOffset();
    }

    /// The identity is written first, and what is flushed is flushed in order: without it, no row.
    private boolean isNew() {
        return get(IDENTITY) == null;
    }

    private boolean isOf(String identity) {
        return Arrays.equals(get(IDENTITY), identity.getBytes(UTF_8));
    }

    private byte @Nullable [] get(byte[] key) {
        return leased(() -> database.get(memory.reading, key));
    }

    private <T extends @Nullable Object> T leased(Read<T> read) {
        lease.readLock().lock();
        try {
            if (closed) {
                throw new StoreFailure("is closed");
            }
            return read.run();
        } catch (RocksDBException failure) {
            throw StoreFailure.of("could not be read", failure);
        } finally {
            lease.readLock().unlock();
        }
    }

    private void write(Writing writing) {
        lease.readLock().lock();
        try (var batch = new WriteBatchWithIndex(true)) {
            writing.into(batch);
            database.write(withoutLog, batch);
        } catch (RocksDBException failure) {
            throw StoreFailure.of("could not be written", failure);
        } finally {
            lease.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lease.writeLock().lock();
        try (var waiting = new FlushOptions().setWaitForFlush(true)) {
            if (!closed) {
                closed = true;
                database.flush(waiting);
            }
        } catch (RocksDBException failure) {
            throw StoreFailure.of("could not be flushed", failure);
        } finally {
            database.close();
            withoutLog.close();
            memory.close();
            lease.writeLock().unlock();
        }
    }

    private static byte[] rowKey(byte[] recordKey) {
        return ByteBuffer.allocate(1 + recordKey.length).put(ROW).put(recordKey).array();
    }

    private static byte[] offsetKey(int partition) {
        return ByteBuffer.allocate(1 + Integer.BYTES).put(OFFSET).putInt(partition).array();
    }

    private static byte[] longBytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private interface Read<T extends @Nullable Object> {
        T run() throws RocksDBException;
    }

    private interface Writing {
        void into(WriteBatchWithIndex batch) throws RocksDBException;
    }

    /// What the database may take: half of it for reading, half for writing.
    private static final class Memory implements AutoCloseable {

        private final LRUCache cache;
        private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
        private final ReadOptions reading = new ReadOptions();
        private final Options options;

        Memory(ByteSize size) {
            cache = new LRUCache(size.bytes() / 2);
            var table =
                    new BlockBasedTableConfig()
                            .setBlockCache(cache)
                            .setFilterPolicy(bloom)
                            .setCacheIndexAndFilterBlocks(true);
            options =
                    new Options()
                            .setCreateIfMissing(true)
                            .setTableFormatConfig(table)
                            .setWriteBufferSize(size.bytes() / 4)
                            .setMaxWriteBufferNumber(2)
                            .setMaxOpenFiles(OPEN_FILES)
                            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                            .setKeepLogFileNum(2);
        }

        @Override
        public void close() {
            options.close();
            reading.close();
            bloom.close();
            cache.close();
        }
    }
}
