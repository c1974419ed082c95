package io.activityledger.webhooks.delivery;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/// What waits to be delivered, and what has been? The rows of one partition of
/// `webhook-deliveries`, with a changelog.
///
/// A crash may fall between any two writes, so their order is a promise: what is waited for is
/// written before its row (a row without one would never be tried), and an end before either is
/// forgotten. A waiting entry whose row is gone is an orphan, and harmless; so is one of two that
/// does not count.
///
/// Belongs to the stream thread of its task. Keys: [PendingKey].
final class PendingStore {

    static final String NAME = "pending";

    private static final long NEVER = -1;

    private final KeyValueStore<byte[], byte[]> rows;

    PendingStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    /// Whether it waits here, or has ended lately.
    boolean knows(LaneKey lane, String webhookId) {
        return hasEnded(lane, webhookId) || rows.get(PendingKey.row(lane, webhookId)) != null;
    }

    /// A new one, whose first attempt is due then.
    void add(LaneKey lane, Due due, byte[] delivery) {
        rows.put(PendingKey.waiting(lane, due), attemptBytes(due));
        rows.put(PendingKey.row(lane, due.webhookId()), delivery);
    }

    /// A new one that is held: nothing of it is due before it is released.
    void addHeld(LaneKey lane, String webhookId, byte[] delivery) {
        rows.put(PendingKey.row(lane, webhookId), delivery);
    }

    /// What was held is due then. When that is, is written first: after a crash in between it is
    /// held still, and whoever releases it twice finds that it waits.
    void release(LaneKey lane, Due due) {
        rows.put(PendingKey.state(lane, due.webhookId()), stateBytes(lane, due));
        rows.put(PendingKey.waiting(lane, due), attemptBytes(due));
    }

    /// Whether it waits for that moment.
    boolean waits(LaneKey lane, Due due) {
        return rows.get(PendingKey.waiting(lane, due)) != null;
    }

    /// It is held, and will be released.
    void hold(LaneKey lane, Due due) {
        rows.delete(PendingKey.waiting(lane, due));
    }

    /// The delivery's bytes; empty where it has ended.
    Optional<byte[]> delivery(LaneKey lane, String webhookId) {
        return hasEnded(lane, webhookId)
                ? Optional.empty()
                : Optional.ofNullable(rows.get(PendingKey.row(lane, webhookId)));
    }

    private boolean hasEnded(LaneKey lane, String webhookId) {
        return rows.get(PendingKey.marker(lane, webhookId)) != null;
    }

    /// The next attempt is due at another time.
    void move(LaneKey lane, Due from, Due to) {
        move(lane, from, to, stateBytes(lane, to));
    }

    /// The attempt failed, and the next is due then.
    void fail(LaneKey lane, Due from, Due to, Instant at) {
        move(lane, from, to, stateBytes(to, at.toEpochMilli()));
    }

    private void move(LaneKey lane, Due from, Due to, byte[] state) {
        rows.put(PendingKey.waiting(lane, to), attemptBytes(to));
        rows.put(PendingKey.state(lane, to.webhookId()), state);
        if (!from.equals(to)) {
            rows.delete(PendingKey.waiting(lane, from));
        }
    }

    /// Whether this is when it is due: a crash may leave two entries of one delivery.
    boolean counts(LaneKey lane, Due due) {
        byte[] state = rows.get(PendingKey.state(lane, due.webhookId()));
        return state == null || dueOf(state, due.webhookId()).equals(due);
    }

    /// When its latest attempt failed; empty where none did, or where that is not known.
    Optional<Instant> failedAt(LaneKey lane, String webhookId) {
        return Optional.ofNullable(rows.get(PendingKey.state(lane, webhookId)))
                .map(PendingStore::failedAt)
                .filter(millis -> millis != NEVER)
                .map(Instant::ofEpochMilli);
    }

    /// When it is due, where that is not at once: it has been tried, or put off.
    Optional<Due> moved(LaneKey lane, String webhookId) {
        return Optional.ofNullable(rows.get(PendingKey.state(lane, webhookId)))
                .map(state -> dueOf(state, webhookId));
    }

    /// One that has ended waits again, as if it were new.
    void addAgain(LaneKey lane, Due due, byte[] delivery) {
        rows.put(PendingKey.waiting(lane, due), attemptBytes(due));
        rows.put(PendingKey.state(lane, due.webhookId()), stateBytes(due, NEVER));
        rows.put(PendingKey.row(lane, due.webhookId()), delivery);
        rows.delete(PendingKey.marker(lane, due.webhookId()));
    }

    /// It has ended: leaves a marker.
    void end(LaneKey lane, Due due, Instant at) {
        rows.put(PendingKey.marker(lane, due.webhookId()), millisBytes(at.toEpochMilli()));
        deleteRow(lane, due.webhookId());
        rows.delete(PendingKey.waiting(lane, due));
    }

    /// An entry that does not count; a crash may have cut its delivery's end short.
    void forget(LaneKey lane, Due due) {
        if (hasEnded(lane, due.webhookId())) {
            deleteRow(lane, due.webhookId());
        }
        rows.delete(PendingKey.waiting(lane, due));
    }

    private void deleteRow(LaneKey lane, String webhookId) {
        rows.delete(PendingKey.row(lane, webhookId));
        byte[] state = PendingKey.state(lane, webhookId);
        if (rows.get(state) != null) {
            rows.delete(state);
        }
    }

    /// What waits in the lane from there on for an attempt of the same kind, in order.
    List<Due> waiting(LaneKey lane, Due from, boolean first, int most) {
        byte kind = PendingKey.waiting(first);
        byte[] start = PendingKey.waiting(kind, lane, from);
        List<Due> found = new ArrayList<>();
        try (var entries = rows.range(start, PendingKey.behind(kind, lane))) {
            while (found.size() < most && entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                found.add(PendingKey.dueOf(entry.key, attempt(entry.value)));
            }
        }
        return found;
    }

    /// The ids of all that wait in the lane.
    Set<String> waiting(LaneKey lane) {
        Set<String> found = new HashSet<>();
        for (byte kind : List.of(PendingKey.FIRST_ATTEMPT, PendingKey.RETRY)) {
            byte[] before = PendingKey.before(kind, lane);
            try (var entries = rows.range(before, PendingKey.behind(kind, lane))) {
                while (entries.hasNext()) {
                    found.add(PendingKey.dueOf(entries.next().key, 1).webhookId());
                }
            }
        }
        return found;
    }

    /// Goes through all that waits, once: how much is that, and in which lanes?
    Survey survey() {
        Map<LaneKey, Long> lanes = new LinkedHashMap<>();
        for (byte kind : List.of(PendingKey.FIRST_ATTEMPT, PendingKey.RETRY)) {
            try (var entries = rows.range(PendingKey.first(kind), PendingKey.last(kind))) {
                while (entries.hasNext()) {
                    lanes.merge(PendingKey.laneOf(entries.next().key), 1L, Long::sum);
                }
            }
        }
        return new Survey(lanes);
    }

    /// The first lane that has a key of that kind from there on.
    Optional<LaneKey> lane(byte kind, byte[] from) {
        try (var entries = rows.range(from, PendingKey.last(kind))) {
            return entries.hasNext()
                    ? Optional.of(PendingKey.laneOf(entries.next().key))
                    : Optional.empty();
        }
    }

    /// Which lanes have something waiting, and how much.
    record Survey(Map<LaneKey, Long> lanes) {

        long waiting() {
            return lanes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// The highest offset of `webhook-deliveries` whose delivery is in here; negative for none.
    long applied() {
        byte[] known = rows.get(PendingKey.offset());
        return known == null ? -1 : ByteBuffer.wrap(known).getLong();
    }

    void apply(long offset) {
        rows.put(PendingKey.offset(), millisBytes(offset));
    }

    /// The highest offset of `webhook-commands` that has been obeyed; negative for none.
    long obeyed() {
        byte[] known = rows.get(PendingKey.commands());
        return known == null ? -1 : ByteBuffer.wrap(known).getLong();
    }

    void obey(long offset) {
        rows.put(PendingKey.commands(), millisBytes(offset));
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

    private static byte[] attemptBytes(Due due) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(due.attempt()).array();
    }

    /// As it is, but for when it is due.
    private byte[] stateBytes(LaneKey lane, Due due) {
        byte[] before = rows.get(PendingKey.state(lane, due.webhookId()));
        return stateBytes(due, before == null ? NEVER : failedAt(before));
    }

    private static byte[] stateBytes(Due due, long failedAt) {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(due.atMillis())
                .putInt(due.attempt())
                .putLong(failedAt)
                .array();
    }

    private static Due dueOf(byte[] state, String webhookId) {
        var from = ByteBuffer.wrap(state);
        return new Due(from.getLong(), webhookId, from.getInt());
    }

    /// An earlier version did not write it down.
    private static long failedAt(byte[] state) {
        int at = Long.BYTES + Integer.BYTES;
        return state.length > at ? ByteBuffer.wrap(state).getLong(at) : NEVER;
    }

    private static int attempt(byte[] value) {
        return ByteBuffer.wrap(value).getInt();
    }

    private static byte[] millisBytes(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }
}
