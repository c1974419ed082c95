package io.activityledger.timeline.projection;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// An iterator over the keys of one prefix and no others, with all the native memory it needs.
final class RangeScan implements AutoCloseable {

    private final ReadOptions options;
    private final Slice lower;
    private final @Nullable Slice upper;
    private final RocksIterator iterator;

    /// Over the keys that begin with `prefix`; `options` are closed with it.
    static RangeScan ofPrefix(RocksDB db, ReadOptions options, byte[] prefix) {
        return new RangeScan(db, options, prefix, TimelineKey.after(prefix));
    }

    RangeScan(RocksDB db, ReadOptions options, byte[] from, byte @Nullable [] to) {
        this.options = options;
        this.lower = new Slice(from);
        this.upper = to == null ? null : new Slice(to);
        options.setIterateLowerBound(lower);
        if (upper != null) {
            options.setIterateUpperBound(upper);
        }
        this.iterator = db.newIterator(options);
    }

    void seek(byte[] key) {
        iterator.seek(key);
    }

    void seekToFirst() {
        iterator.seekToFirst();
    }

    void seekToLast() {
        iterator.seekToLast();
    }

    void prev() {
        iterator.prev();
    }

    void next() {
        iterator.next();
    }

    /// Whether it stands on a key; a damaged block is an exception, never an early end.
    boolean valid() throws RocksDBException {
        if (iterator.isValid()) {
            return true;
        }
        iterator.status();
        return false;
    }

    byte[] key() {
        return iterator.key();
    }

    byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        lower.close();
        if (upper != null) {
            upper.close();
        }
    }
}
