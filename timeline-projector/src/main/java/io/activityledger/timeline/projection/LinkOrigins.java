package io.activityledger.timeline.projection;

import io.activityledger.schemas.LinkOrigin;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// How far are the partitions of `activities` linked into one partition's timelines? Of each origin
/// the highest offset whose link is applied: links of one origin come in its order, so all before
/// it are applied too.
///
/// ```
/// 'm' | "origin " | partition 4  →  highest offset 8      in the batch of the rows
/// ```
///
/// Written by the thread that owns the store; any number wait.
public final class LinkOrigins {

    private static final byte[] PREFIX = TimelineKey.meta("origin ");

    private final ConcurrentMap<Integer, Watermark> linked = new ConcurrentHashMap<>();
    private final Map<Integer, Long> noted = new HashMap<>();
    private volatile boolean closed;

    private LinkOrigins() {}

    static LinkOrigins none() {
        return new LinkOrigins();
    }

    /// As they stand in a database.
    static LinkOrigins in(RocksDB db) throws RocksDBException {
        var origins = new LinkOrigins();
        try (var scan = RangeScan.ofPrefix(db, new ReadOptions(), PREFIX)) {
            for (scan.seekToFirst(); scan.valid(); scan.next()) {
                int partition = ByteBuffer.wrap(scan.key()).getInt(PREFIX.length);
                origins.linked.put(partition, new Watermark(Door.number(scan.value())));
            }
        }
        return origins;
    }

    /// Waits until the link of the record at `offset` of partition `origin` is applied, if ever
    /// there is one, or [System#nanoTime] reaches `deadlineNanos`.
    public Waited awaitLinked(int origin, long offset, long deadlineNanos)
            throws InterruptedException {
        Watermark watermark = watermark(origin);
        if (closed) {
            watermark.close();
        }
        return watermark.await(offset, deadlineNanos);
    }

    /// Puts into `batch` how far `origins` reach.
    void note(Collection<LinkOrigin> origins, RankIndex.Puts batch) throws RocksDBException {
        noted.clear();
        for (LinkOrigin origin : origins) {
            if (origin.offset() > watermark(origin.partition()).applied()) {
                noted.merge(origin.partition(), origin.offset(), Math::max);
            }
        }
        for (Map.Entry<Integer, Long> each : noted.entrySet()) {
            batch.put(key(each.getKey()), Door.bytes(each.getValue()));
        }
    }

    /// What was noted stands.
    void announce() {
        noted.forEach((partition, offset) -> watermark(partition).raise(offset));
        noted.clear();
    }

    void close() {
        closed = true;
        linked.values().forEach(Watermark::close);
    }

    private Watermark watermark(int origin) {
        return linked.computeIfAbsent(origin, _ -> new Watermark(Watermark.NONE));
    }

    private static byte[] key(int partition) {
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
        return TimelineKey.joined(PREFIX, number);
    }
}
