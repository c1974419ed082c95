package io.activityledger.webhooks.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose turn is it to start a few deliveries? Workspaces take turns, and within each its lanes:
/// whoever has more that is due waits more often, and nobody waits for all of another's.
///
/// One thread's.
final class Rota {

    private final Deque<String> workspaces = new ArrayDeque<>();
    private final Map<String, Deque<LaneKey>> lanes = new HashMap<>();
    private final Set<LaneKey> waiting = new HashSet<>();

    /// It comes behind all others of its workspace; where it stands already, it stays there.
    void add(LaneKey lane) {
        if (!waiting.add(lane)) {
            return;
        }
        Deque<LaneKey> own = lanes.get(lane.workspaceId());
        if (own == null) {
            own = new ArrayDeque<>();
            lanes.put(lane.workspaceId(), own);
            workspaces.add(lane.workspaceId());
        }
        own.add(lane);
    }

    /// Takes the next one out; its workspace goes behind all others.
    Optional<LaneKey> next() {
        String workspaceId = workspaces.poll();
        if (workspaceId == null) {
            return Optional.empty();
        }
        Deque<LaneKey> own = lanes.getOrDefault(workspaceId, new ArrayDeque<>());
        LaneKey lane = own.remove();
        if (own.isEmpty()) {
            lanes.remove(workspaceId);
        } else {
            workspaces.add(workspaceId);
        }
        waiting.remove(lane);
        return Optional.of(lane);
    }

    boolean isEmpty() {
        return workspaces.isEmpty();
    }
}
