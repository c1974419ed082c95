package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/// Since when has an endpoint only failed, and was it disabled for that? Written when it changes,
/// and remembered for as long as the hold lasts.
///
/// Belongs to the stream thread of its task. Keys: [PendingKey].
final class LaneMarksStore {

    private static final long WELL = Long.MAX_VALUE;

    private final KeyValueStore<byte[], byte[]> rows;
    private final Map<LaneKey, Long> failing = new HashMap<>();
    private final Map<LaneKey, String> disabled = new HashMap<>();

    LaneMarksStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    /// Since when there has been nothing but failures, in milliseconds; [Long#MAX_VALUE] for not.
    long failingSince(LaneKey lane) {
        return failing.computeIfAbsent(
                lane,
                _ ->
                        Optional.ofNullable(rows.get(PendingKey.failing(lane)))
                                .map(since -> ByteBuffer.wrap(since).getLong())
                                .orElse(WELL));
    }

    void failed(LaneKey lane, Instant at) {
        if (failingSince(lane) == WELL) {
            long since = at.toEpochMilli();
            rows.put(
                    PendingKey.failing(lane),
                    ByteBuffer.allocate(Long.BYTES).putLong(since).array());
            failing.put(lane, since);
        }
    }

    void succeeded(LaneKey lane) {
        if (failingSince(lane) != WELL) {
            rows.delete(PendingKey.failing(lane));
            failing.put(lane, WELL);
        }
    }

    /// Why it was disabled; an empty text where it was not.
    String disabled(LaneKey lane) {
        return disabled.computeIfAbsent(
                lane,
                _ ->
                        Optional.ofNullable(rows.get(PendingKey.disabled(lane)))
                                .map(reason -> new String(reason, UTF_8))
                                .orElse(""));
    }

    void disable(LaneKey lane, String reason) {
        if (disabled(lane).isEmpty()) {
            rows.put(PendingKey.disabled(lane), reason.getBytes(UTF_8));
            disabled.put(lane, reason);
        }
    }

    /// Somebody has set it active again: it begins anew.
    void enable(LaneKey lane) {
        if (!disabled(lane).isEmpty()) {
            rows.delete(PendingKey.disabled(lane));
            disabled.put(lane, "");
            succeeded(lane);
        }
    }
}
