package io.activityledger.webhooks.delivery;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/// What waits to be delivered, and what has been? The rows of one partition of
/// `webhook-deliveries`, with a changelog.
///
/// A crash may fall between any two writes, so their order is a promise: what is waited for is
/// written before its row (a row without one would never be tried), and an end before either is
/// forgotten. A waiting entry whose row is gone is an orphan, and harmless.
///
/// Belongs to the stream thread of its task. Keys: [PendingKey].
final class PendingStore {

    static final String NAME = "pending";

    private final KeyValueStore<byte[], byte[]> rows;

    PendingStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    /// Whether it waits here, or has ended lately.
    boolean knows(LaneKey lane, String webhookId) {
        return rows.get(PendingKey.row(lane, webhookId)) != null
                || rows.get(PendingKey.marker(lane, webhookId)) != null;
    }

    /// A new one, whose first attempt is due then.
    void add(LaneKey lane, Due due, byte[] delivery) {
        rows.put(PendingKey.waiting(lane, due), attemptBytes(1));
        rows.put(PendingKey.row(lane, due.webhookId()), delivery);
    }

    /// The delivery's bytes; empty where it has ended.
    Optional<byte[]> delivery(LaneKey lane, String webhookId) {
        return Optional.ofNullable(rows.get(PendingKey.row(lane, webhookId)));
    }

    /// Which attempt is due then; empty for an orphan's double.
    Optional<Integer> attempt(LaneKey lane, Due due) {
        return Optional.ofNullable(rows.get(PendingKey.waiting(lane, due)))
                .map(bytes -> ByteBuffer.wrap(bytes).getInt());
    }

    /// The next attempt is due at another time.
    void move(LaneKey lane, Due from, Due to, int attempt) {
        rows.put(PendingKey.waiting(lane, to), attemptBytes(attempt));
        if (!from.equals(to)) {
            rows.delete(PendingKey.waiting(lane, from));
        }
    }

    /// It has ended: leaves a marker.
    void end(LaneKey lane, Due due, Instant at) {
        rows.put(PendingKey.marker(lane, due.webhookId()), millisBytes(at.toEpochMilli()));
        rows.delete(PendingKey.row(lane, due.webhookId()));
        rows.delete(PendingKey.waiting(lane, due));
    }

    /// Nothing waits for an orphan.
    void forget(LaneKey lane, Due due) {
        rows.delete(PendingKey.waiting(lane, due));
    }

    /// What waits in the lane from there on, in order.
    List<Due> waiting(LaneKey lane, Due from, int most) {
        List<Due> found = new ArrayList<>();
        try (var entries =
                rows.range(
                        PendingKey.waiting(lane, from),
                        PendingKey.behind(PendingKey.WAITING, lane))) {
            while (found.size() < most && entries.hasNext()) {
                found.add(PendingKey.dueOf(entries.next().key));
            }
        }
        return found;
    }

    /// Every lane in which something waits: one seek each.
    List<LaneKey> lanes() {
        List<LaneKey> lanes = new ArrayList<>();
        byte[] from = PendingKey.first(PendingKey.WAITING);
        Optional<LaneKey> lane = laneFrom(from);
        while (lane.isPresent()) {
            lanes.add(lane.get());
            lane = laneFrom(PendingKey.behind(PendingKey.WAITING, lane.get()));
        }
        return lanes;
    }

    /// The highest offset of `webhook-deliveries` whose delivery is in here; negative for none.
    long applied() {
        byte[] known = rows.get(PendingKey.offset());
        return known == null ? -1 : ByteBuffer.wrap(known).getLong();
    }

    void apply(long offset) {
        rows.put(PendingKey.offset(), millisBytes(offset));
    }

    /// Drops the markers set before `instant` among the next few.
    ///
    /// @param from [#firstMarker], or where the step before ended
    /// @return where the next step begins; empty at the end of all
    Optional<byte[]> dropMarkers(byte[] from, Instant instant, int most) {
        List<byte[]> old = new ArrayList<>();
        try (var markers = rows.range(from, PendingKey.last(PendingKey.MARKER))) {
            for (int seen = 0; markers.hasNext(); seen++) {
                KeyValue<byte[], byte[]> marker = markers.next();
                if (seen == most) {
                    old.forEach(rows::delete);
                    return Optional.of(marker.key);
                }
                if (ByteBuffer.wrap(marker.value).getLong() < instant.toEpochMilli()) {
                    old.add(marker.key);
                }
            }
        }
        old.forEach(rows::delete);
        return Optional.empty();
    }

    static byte[] firstMarker() {
        return PendingKey.first(PendingKey.MARKER);
    }

    private Optional<LaneKey> laneFrom(byte[] from) {
        try (var entries = rows.range(from, PendingKey.last(PendingKey.WAITING))) {
            return entries.hasNext()
                    ? Optional.of(PendingKey.laneOf(entries.next().key))
                    : Optional.empty();
        }
    }

    private static byte[] attemptBytes(int attempt) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(attempt).array();
    }

    private static byte[] millisBytes(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }
}
