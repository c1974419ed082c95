package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// How far is one topic folded into a database, and how much of that is on disk? Each topic that is
/// folded into it has a door of its own, with an applied offset of its own.
///
/// Belongs to the thread that owns the database.
final class Door {

    private final OpenedStore store;
    private final byte[] appliedKey;
    private final Watermark watermark;
    private final Arrivals arrivals = new Arrivals();

    Door(OpenedStore store, String name) throws RocksDBException {
        this.store = store;
        this.appliedKey = TimelineKey.meta("applied " + name);
        byte[] applied = store.generation().db().get(appliedKey);
        this.watermark = new Watermark(applied == null ? Watermark.NONE : number(applied));
    }

    Watermark watermark() {
        return watermark;
    }

    /// Who waits for what comes in through here?
    Arrivals arrivals() {
        return arrivals;
    }

    /// The last offset whose effects a crash leaves standing.
    @Nullable Long persistedOffset() throws RocksDBException {
        // Without a write-ahead log, what is persisted is what stands in table files.
        try (var persisted = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER)) {
            byte[] stored = store.generation().db().get(persisted, appliedKey);
            return stored == null ? null : (Long) number(stored);
        }
    }

    /// Writes `batch` and that all up to `applied` is applied, both or neither. Readers are woken
    /// by [#announce].
    void write(WriteBatch batch, long applied) throws RocksDBException {
        store.write(batch, appliedKey, bytes(applied));
    }

    void announce(long applied) {
        watermark.raise(applied);
    }

    void close() {
        watermark.close();
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
