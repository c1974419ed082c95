package io.activityledger.webhooks.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which lanes of a partition have something waiting, and which of them wants to be visited when?
/// One stream thread's.
final class Lanes {

    private final DeliveryLimits limits;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparingLong(Turn::atMillis).thenComparing(Turn::key));

    Lanes(DeliveryLimits limits) {
        this.limits = limits;
    }

    private record Turn(long atMillis, LaneKey key) {}

    Lane of(LaneKey key) {
        return lanes.computeIfAbsent(
                key,
                _ -> new Lane(key, new LaneWindow(limits.window()), limits.inFlightPerEndpoint()));
    }

    Optional<Lane> find(LaneKey key) {
        return Optional.ofNullable(lanes.get(key));
    }

    List<Lane> all() {
        return List.copyOf(lanes.values());
    }

    /// When the lane is to be visited next; one that is empty is forgotten.
    void visitAt(Lane lane, long millis) {
        turns.remove(new Turn(lane.turnAt(), lane.key()));
        lane.turnAt(millis);
        if (lane.isEmpty()) {
            lanes.remove(lane.key());
        } else if (millis != Lane.NO_TURN) {
            turns.add(new Turn(millis, lane.key()));
        }
    }

    /// Those whose turn has come, the longest overdue first.
    List<Lane> due(long nowMillis) {
        List<Lane> due = new ArrayList<>();
        for (Turn turn : turns.headSet(new Turn(nowMillis + 1, new LaneKey("", "")))) {
            find(turn.key()).ifPresent(due::add);
        }
        return due;
    }

    int size() {
        return lanes.size();
    }
}
