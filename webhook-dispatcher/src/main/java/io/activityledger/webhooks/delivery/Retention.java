package io.activityledger.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is older than the topics would keep it? Goes through the lanes that are remembered, in
/// bounded steps, and rests after the last.
///
/// Belongs to the desk.
final class Retention {

    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);
    private static final int LANES_A_STEP = 50;
    private static final int ROWS_A_LANE = 500;
    private static final List<Byte> KINDS = List.of(PendingKey.ATTEMPT, PendingKey.LETTER_ORDER);

    private final PendingStore store;
    private final Records records;
    private final Duration kept;
    private int kind;
    private byte[] cursor = PendingKey.first(KINDS.getFirst());
    private Instant restUntil = Instant.EPOCH;

    Retention(PendingStore store, Records records, Duration kept) {
        this.store = store;
        this.records = records;
        this.kept = kept;
    }

    /// Makes one step, if it is time for one.
    void drop(Instant now) {
        if (now.isBefore(restUntil)) {
            return;
        }
        for (int lanes = 0; lanes < LANES_A_STEP; lanes++) {
            Optional<LaneKey> lane = store.lane(KINDS.get(kind), cursor);
            if (lane.isEmpty()) {
                kind = (kind + 1) % KINDS.size();
                cursor = PendingKey.first(KINDS.get(kind));
                restUntil = now.plus(kind == 0 ? BETWEEN_ROUNDS : BETWEEN_STEPS);
                return;
            }
            boolean more = records.dropOld(lane.get(), now.minus(kept), ROWS_A_LANE);
            if (more) {
                break;
            }
            cursor = PendingKey.behind(KINDS.get(kind), lane.get());
        }
        restUntil = now.plus(BETWEEN_STEPS);
    }
}
