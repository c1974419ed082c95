package io.activityledger.webhooks.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// A store with a changelog: of what was written since the last commit, a crash leaves only the
/// first so many writes.
final class SimulatedRows implements KeyValueStore<byte[], byte[]> {

    private final NavigableMap<byte[], byte[]> committed;
    private final NavigableMap<byte[], byte[]> rows;
    private final List<Write> since = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Write(byte[] key, byte[] value) {}

    SimulatedRows() {
        this(new TreeMap<>(Arrays::compareUnsigned));
    }

    private SimulatedRows(NavigableMap<byte[], byte[]> committed) {
        this.committed = committed;
        this.rows = copy(committed);
    }

    /// All of it is on the changelog.
    void commitAll() {
        since.forEach(write -> apply(write, committed));
        since.clear();
    }

    boolean isCommitted(byte[] key) {
        return committed.containsKey(key);
    }

    /// What another finds who restores it from the changelog.
    SimulatedRows afterCrash(Random dice) {
        int kept = since.isEmpty() ? 0 : dice.nextInt(since.size() + 1);
        NavigableMap<byte[], byte[]> left = copy(committed);
        since.subList(0, kept).forEach(write -> apply(write, left));
        return new SimulatedRows(left);
    }

    int size(byte kind) {
        return rows.subMap(PendingKey.first(kind), PendingKey.last(kind)).size();
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> rows) {
        return new TreeMap<>(rows);
    }

    private static void apply(Write write, Map<byte[], byte[]> to) {
        if (write.value() == null) {
            to.remove(write.key());
        } else {
            to.put(write.key(), write.value());
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        var write = new Write(key, value);
        since.add(write);
        apply(write, rows);
    }

    @Override
    public byte[] delete(byte[] key) {
        byte[] before = rows.get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte[] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
        return new Rows(rows.subMap(from, true, to, true).entrySet().iterator());
    }

    @Override
    public KeyValueIterator<byte[], byte[]> reverseRange(byte[] from, byte[] to) {
        return new Rows(rows.subMap(from, true, to, true).descendingMap().entrySet().iterator());
    }

    @Override
    public KeyValueIterator<byte[], byte[]> all() {
        return new Rows(rows.entrySet().iterator());
    }

    private record Rows(Iterator<Map.Entry<byte[], byte[]>> entries)
            implements KeyValueIterator<byte[], byte[]> {

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<byte[], byte[]> next() {
            var entry = entries.next();
            return KeyValue.pair(entry.getKey(), entry.getValue());
        }

        @Override
        public byte[] peekNextKey() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Override
    public byte[] putIfAbsent(byte[] key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<byte[], byte[]>> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long approximateNumEntries() {
        return rows.size();
    }

    @Override
    public String name() {
        return PendingStore.NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
