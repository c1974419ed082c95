package io.activityledger.timeline.projection;

import java.time.Duration;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// One opening of a database: who writes it through which [Door], what of it is on disk, and
/// whether it may be trusted.
///
/// Written by one thread at a time, that of its task. There is no write-ahead log: the topics are
/// one.
final class OpenedStore {

    private static final byte[] FORMAT = TimelineKey.meta("format");

    private final StoreDirectory directory;
    private final Generation generation;
    private final int cachedLists;
    private final WriteOptions noLog = new WriteOptions().setDisableWAL(true);
    private RankIndex ranks;
    private int doors;
    private long lastFlushNanos = System.nanoTime();
    private boolean unflushed;
    private boolean marked;

    private OpenedStore(StoreDirectory directory, Generation generation, int cachedLists) {
        this.directory = directory;
        this.generation = generation;
        this.cachedLists = cachedLists;
        this.ranks = freshRanks();
    }

    /// The database in `directory`; an empty one where what stands there is condemned, damaged or
    /// of another format.
    static OpenedStore open(
            StoreDirectory directory, RocksMemory memory, int format, int cachedLists)
            throws RocksDBException {
        try {
            return trusted(directory, memory.options(), format, cachedLists);
        } catch (RocksDBException failure) {
            if (!Damage.isDamage(failure)) {
                throw failure;
            }
            directory.destroy(failure.toString());
            return trusted(directory, memory.options(), format, cachedLists);
        }
    }

    private static OpenedStore trusted(
            StoreDirectory directory, Options options, int format, int cachedLists)
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
            readAll(db, TimelineKey.META);
            return new OpenedStore(directory, generation, cachedLists);
        } catch (RocksDBException failure) {
            generation.retire();
            throw failure;
        }
    }

    private static void checkFormat(RocksDB db, int format) throws RocksDBException {
        byte[] stored = db.get(FORMAT);
        if (stored == null) {
            try (var noLog = new WriteOptions().setDisableWAL(true)) {
                db.put(noLog, FORMAT, Door.bytes(format));
            }
        } else if (Door.number(stored) != format) {
            String why = "format " + Door.number(stored) + ", not " + format;
            throw new RocksDBException(
                    new Status(Status.Code.Corruption, Status.SubCode.None, why));
        }
    }

    /// What its doors will ask for can be read: else it is damaged, and better known now.
    private static void readAll(RocksDB db, byte table) throws RocksDBException {
        try (var scan = RangeScan.ofPrefix(db, new ReadOptions(), new byte[] {table})) {
            for (scan.seekToFirst(); scan.valid(); ) {
                scan.next();
            }
        }
    }

    Generation generation() {
        return generation;
    }

    RocksDB db() {
        return generation.db();
    }

    /// The counts of all lists, through whichever door rows come: it remembers what was handed to
    /// the last batches, so there is one.
    RankIndex ranks() {
        return ranks;
    }

    /// What was handed to a batch was not written: nothing remembered of it holds.
    void forget() {
        ranks = freshRanks();
    }

    private RankIndex freshRanks() {
        return new RankIndex(generation.db(), RankIndex.Shape.USUAL, cachedLists);
    }

    /// One more store writes here.
    void entered() {
        doors++;
    }

    /// One less; whether it was the last.
    boolean left() {
        return --doors == 0;
    }

    /// Writes `batch` and one value more.
    void write(WriteBatch batch, byte[] key, byte[] value) throws RocksDBException {
        batch.put(key, value);
        write(batch);
    }

    void write(WriteBatch batch) throws RocksDBException {
        generation.db().write(noLog, batch);
        unflushed = true;
    }

    /// Splits what the last batch has made too large.
    void settle() throws RocksDBException {
        ranks.settle(filling -> {
            try (var batch = new WriteBatch()) {
                filling.into(batch::put);
                write(batch);
            }
        });
    }

    void flushWhenDue(Duration after) throws RocksDBException {
        boolean due = System.nanoTime() - lastFlushNanos >= after.toNanos();
        if (due && unflushed) {
            flush(false);
        }
    }

    private void flush(boolean wait) throws RocksDBException {
        try (var options = new FlushOptions().setWaitForFlush(wait).setAllowWriteStall(true)) {
            generation.db().flush(options);
        }
        unflushed = false;
        lastFlushNanos = System.nanoTime();
    }

    boolean condemned() {
        return generation.condemned();
    }

    /// Never to be trusted again, not even after a crash; whether this is the first to say so.
    boolean condemn() {
        boolean first = !marked;
        if (first) {
            marked = true;
            generation.condemn();
            directory.condemn();
        }
        return first;
    }

    /// Keeps on disk what may be kept, and frees all memory as soon as the last reader is gone;
    /// whether that was within `bound`.
    boolean close(Duration bound) throws RocksDBException {
        try {
            if (!condemned()) {
                flush(true);
            }
        } finally {
            noLog.close();
            generation.retire();
        }
        return generation.awaitFreed(bound);
    }
}
