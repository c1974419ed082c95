package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// One opening of a store's database: what was applied, what of it is on disk, and whether it may
/// be trusted.
///
/// Written by the store's owner only. There is no write-ahead log: the topic is one.
final class OpenedStore {

    private static final byte[] APPLIED = TimelineKey.meta("applied");
    private static final byte[] FORMAT = TimelineKey.meta("format");

    private final StoreDirectory directory;
    private final Generation generation;
    private final Watermark watermark;
    private final Arrivals arrivals = new Arrivals();
    private final WriteOptions noLog = new WriteOptions().setDisableWAL(true);
    private long lastFlushNanos = System.nanoTime();
    private long lastFlushed;

    private OpenedStore(StoreDirectory directory, Generation generation, Watermark watermark) {
        this.directory = directory;
        this.generation = generation;
        this.watermark = watermark;
        this.lastFlushed = watermark.applied();
    }

    /// The database in `directory`; an empty one where what stands there is condemned, damaged or
    /// of another format.
    static OpenedStore open(StoreDirectory directory, RocksMemory memory, int format)
            throws RocksDBException {
        try {
            return trusted(directory, memory.options(), format);
        } catch (RocksDBException failure) {
            if (!Damage.isDamage(failure)) {
                throw failure;
            }
            directory.destroy(failure.toString());
            return trusted(directory, memory.options(), format);
        }
    }

    private static OpenedStore trusted(StoreDirectory directory, Options options, int format)
            throws RocksDBException {
        RocksDB db;
        try {
            db = directory.open(options);
        } catch (RocksDBException failure) {
            options.close();
            throw failure;
        }
        var generation = new Generation(db, options);
        try {
            checkFormat(db, format);
            byte[] applied = db.get(APPLIED);
            long last = applied == null ? Watermark.NONE : number(applied);
            return new OpenedStore(directory, generation, new Watermark(last));
        } catch (RocksDBException failure) {
            generation.retire();
            throw failure;
        }
    }

    private static void checkFormat(RocksDB db, int format) throws RocksDBException {
        byte[] stored = db.get(FORMAT);
        if (stored == null) {
            try (var noLog = new WriteOptions().setDisableWAL(true)) {
                db.put(noLog, FORMAT, bytes(format));
            }
        } else if (number(stored) != format) {
            String why = "format " + number(stored) + ", not " + format;
            throw new RocksDBException(
                    new Status(Status.Code.Corruption, Status.SubCode.None, why));
        }
    }

    Generation generation() {
        return generation;
    }

    Watermark watermark() {
        return watermark;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /// The last offset whose effects a crash leaves standing.
    @Nullable Long persistedOffset() throws RocksDBException {
        // Without a write-ahead log, what is persisted is what stands in table files.
        try (var persisted = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER)) {
            byte[] stored = generation.db().get(persisted, APPLIED);
            return stored == null ? null : (Long) number(stored);
        }
    }

    /// Writes `batch` and that all up to `applied` is applied, both or neither. Readers are woken
    /// by [#announce].
    void write(WriteBatch batch, long applied) throws RocksDBException {
        batch.put(APPLIED, bytes(applied));
        write(batch);
    }

    /// Writes what changes no row.
    void write(WriteBatch batch) throws RocksDBException {
        generation.db().write(noLog, batch);
    }

    void announce(long applied) {
        watermark.raise(applied);
    }

    void flushWhenDue(Duration after) throws RocksDBException {
        boolean due = System.nanoTime() - lastFlushNanos >= after.toNanos();
        if (due && watermark.applied() != lastFlushed) {
            flush(false);
        }
    }

    private void flush(boolean wait) throws RocksDBException {
        try (var options = new FlushOptions().setWaitForFlush(wait).setAllowWriteStall(true)) {
            generation.db().flush(options);
        }
        lastFlushed = watermark.applied();
        lastFlushNanos = System.nanoTime();
    }

    boolean condemned() {
        return generation.condemned();
    }

    /// Never to be trusted again, not even after a crash.
    void condemn() {
        generation.condemn();
        directory.condemn();
    }

    /// Keeps on disk what may be kept, and frees all memory as soon as the last reader is gone;
    /// whether that was within `bound`.
    boolean close(Duration bound) throws RocksDBException {
        try {
            if (!condemned()) {
                flush(true);
            }
        } finally {
            watermark.close();
            noLog.close();
            generation.retire();
        }
        return generation.awaitFreed(bound);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
