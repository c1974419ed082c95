package io.activityledger.webhooks.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/// What has come of an endpoint's latest attempts? Numbered, so that the newest so many stay and
/// any of them is found by counting: adding one drops the one that is too many.
///
/// A number is drawn from what stands there: a crash leaves no gap. Belongs to the stream thread of
/// its task. Keys: [PendingKey].
final class HistoryStore {

    /// Attempts of one endpoint that are remembered.
    static final int MOST = 10_000;

    private final KeyValueStore<byte[], byte[]> rows;
    private final Map<LaneKey, Long> newest = new HashMap<>();

    HistoryStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    void add(LaneKey lane, LogRow row) {
        long number = newest.computeIfAbsent(lane, this::newestStored) + 1;
        rows.put(PendingKey.attempt(lane, number), row.bytes());
        if (number > MOST) {
            rows.delete(PendingKey.attempt(lane, number - MOST));
        }
        newest.put(lane, number);
    }

    /// The lane's latest, the newest first.
    List<LogRow> latest(LaneKey lane, int most) {
        List<LogRow> found = new ArrayList<>();
        byte[] first = PendingKey.before(PendingKey.ATTEMPT, lane);
        try (var newestFirst = rows.range(first, PendingKey.behind(PendingKey.ATTEMPT, lane))) {
            while (found.size() < most && newestFirst.hasNext()) {
                found.add(LogRow.of(newestFirst.next().value));
            }
        }
        return found;
    }

    /// Drops of the lane's oldest those made before `instant`, at most so many.
    ///
    /// @return whether there may be more of them
    boolean dropOldest(LaneKey lane, Instant instant, int most) {
        List<byte[]> old = new ArrayList<>();
        byte[] first = PendingKey.before(PendingKey.ATTEMPT, lane);
        try (var oldest = rows.reverseRange(first, PendingKey.behind(PendingKey.ATTEMPT, lane))) {
            while (old.size() < most && oldest.hasNext()) {
                KeyValue<byte[], byte[]> attempt = oldest.next();
                if (!LogRow.of(attempt.value).at().isBefore(instant)) {
                    break;
                }
                old.add(attempt.key);
            }
        }
        old.forEach(rows::delete);
        return old.size() == most;
    }

    private long newestStored(LaneKey lane) {
        byte[] first = PendingKey.before(PendingKey.ATTEMPT, lane);
        try (var found = rows.range(first, PendingKey.behind(PendingKey.ATTEMPT, lane))) {
            return found.hasNext() ? PendingKey.numberOf(found.next().key) : 0;
        }
    }
}
