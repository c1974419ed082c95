package io.activityledger.webhooks.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which lanes of a partition have something waiting, which of them wants to be visited when, and
/// who comes next of those whose time has come? One stream thread's.
final class Lanes {

    private final DeliveryLimits limits;
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparingLong(Turn::atMillis).thenComparing(Turn::key));
    private final Rota rota = new Rota();

    Lanes(DeliveryLimits limits) {
        this.limits = limits;
    }

    private record Turn(long atMillis, LaneKey key) {}

    Lane of(LaneKey key) {
        return lanes.computeIfAbsent(key, _ -> new Lane(key, limits));
    }

    Collection<Lane> all() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    /// How each of them stands now.
    Map<LaneKey, LaneStanding> standings(long nowMillis) {
        Map<LaneKey, LaneStanding> standings = HashMap.newHashMap(lanes.size());
        lanes.forEach((key, lane) -> standings.put(key, LaneStanding.of(lane, nowMillis)));
        return Collections.unmodifiableMap(standings);
    }

    /// It may have something to start now.
    void ready(Lane lane) {
        rota.add(lane.key());
    }

    /// When the lane is to be visited next; one that is empty and wants no visit is forgotten.
    void visitAt(Lane lane, long millis) {
        turns.remove(new Turn(lane.turnAt(), lane.key()));
        lane.turnAt(millis);
        if (lane.isEmpty() && millis == Lane.NO_TURN) {
            lanes.remove(lane.key());
        } else if (millis != Lane.NO_TURN) {
            turns.add(new Turn(millis, lane.key()));
        }
    }

    /// Those whose time has come are ready, the longest overdue first.
    void wake(long nowMillis) {
        List<Turn> due =
                new ArrayList<>(turns.headSet(new Turn(nowMillis + 1, new LaneKey("", ""))));
        for (Turn turn : due) {
            turns.remove(turn);
            rota.add(turn.key());
        }
    }

    /// The next of those that are ready.
    Optional<Lane> next() {
        Optional<LaneKey> key = rota.next();
        while (key.isPresent()) {
            Lane lane = lanes.get(key.get());
            if (lane != null) {
                return Optional.of(lane);
            }
            key = rota.next();
        }
        return Optional.empty();
    }

    /// When the next of them wants to be visited; [Lane#NO_TURN] for none.
    long nextTurn() {
        if (!rota.isEmpty()) {
            return 0;
        }
        return turns.isEmpty() ? Lane.NO_TURN : turns.first().atMillis();
    }
}
