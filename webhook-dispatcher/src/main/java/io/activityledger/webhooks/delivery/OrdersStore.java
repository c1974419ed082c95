package io.activityledger.webhooks.delivery;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// Which commands take longer than a moment, and how far have they come? Recoveries, one a lane,
/// and replays.
///
/// Belongs to the stream thread of its task. Keys: [PendingKey].
final class OrdersStore {

    /// Replays of one endpoint that are remembered.
    static final int MOST = 100;

    private final KeyValueStore<byte[], byte[]> rows;

    OrdersStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    /// Of which time is all that failed to be sent again?
    record Recovery(Instant since, Instant until) {

        boolean covers(Instant failure) {
            return !failure.isBefore(since) && !failure.isAfter(until);
        }
    }

    /// A second one takes in the first.
    void recover(LaneKey lane, Recovery recovery) {
        byte[] known = rows.get(PendingKey.recovery(lane));
        Instant since = recovery.since();
        if (known != null && recovery(known).since().isBefore(since)) {
            since = recovery(known).since();
        }
        rows.put(
                PendingKey.recovery(lane),
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(since.toEpochMilli())
                        .putLong(recovery.until().toEpochMilli())
                        .array());
    }

    void recovered(LaneKey lane) {
        rows.delete(PendingKey.recovery(lane));
    }

    Map<LaneKey, Recovery> recoveries() {
        Map<LaneKey, Recovery> found = new LinkedHashMap<>();
        byte kind = PendingKey.RECOVERY;
        try (var entries = rows.range(PendingKey.first(kind), PendingKey.last(kind))) {
            while (entries.hasNext()) {
                var entry = entries.next();
                found.put(PendingKey.laneOf(entry.key), recovery(entry.value));
            }
        }
        return found;
    }

    Optional<Replay> replay(LaneKey lane, String id) {
        long offset = Replay.commandOffset(id);
        return Optional.ofNullable(rows.get(PendingKey.replay(lane, offset)))
                .map(Replay::of)
                .filter(it -> it.id().equals(id));
    }

    void put(LaneKey lane, Replay replay) {
        rows.put(PendingKey.replay(lane, Replay.commandOffset(replay.id())), replay.bytes());
    }

    /// All of a lane, the oldest first.
    List<Replay> replays(LaneKey lane) {
        List<Replay> found = new ArrayList<>();
        byte kind = PendingKey.REPLAY;
        try (var entries =
                rows.range(PendingKey.before(kind, lane), PendingKey.behind(kind, lane))) {
            while (entries.hasNext()) {
                found.add(Replay.of(entries.next().value));
            }
        }
        return found;
    }

    /// Drops the oldest that are over where there are too many.
    void forgetOldReplays(LaneKey lane) {
        List<Replay> over = replays(lane).stream().filter(it -> it.state().isOver()).toList();
        over.subList(0, Math.max(0, over.size() - MOST))
                .forEach(old ->
                        rows.delete(PendingKey.replay(lane, Replay.commandOffset(old.id()))));
    }

    /// Lanes with a replay that is not over.
    List<LaneKey> replaying() {
        List<LaneKey> found = new ArrayList<>();
        byte kind = PendingKey.REPLAY;
        try (var entries = rows.range(PendingKey.first(kind), PendingKey.last(kind))) {
            while (entries.hasNext()) {
                var entry = entries.next();
                if (!Replay.of(entry.value).state().isOver()) {
                    found.add(PendingKey.laneOf(entry.key));
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static Recovery recovery(byte[] row) {
        var from = ByteBuffer.wrap(row);
        return new Recovery(
                Instant.ofEpochMilli(from.getLong()), Instant.ofEpochMilli(from.getLong()));
    }
}
