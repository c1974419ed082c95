package io.activityledger.webhooks.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Does one hold call its receivers no more often, and no more at a time, than each of them has
/// been promised? Judged the moment a call begins.
final class SimulatedCalls {

    private static final long SECOND = 1_000;

    private final Map<LaneKey, Deque<Long>> lately = new HashMap<>();
    private final Map<LaneKey, Integer> underWay = new HashMap<>();

    /// A second of any beginning may hold what may start in one, and a tenth of that ahead of it.
    static int mostInASecond(int rate) {
        return rate + Math.max(1, rate / 10);
    }

    void begins(LaneKey lane, SimulatedReceiver.Promise promise, long now) {
        if (underWay.merge(lane, 1, Integer::sum) > promise.most()) {
            throw new AssertionError("more calls at a time than %s: %s".formatted(promise, lane));
        }
        if (promise.rate() != Pace.UNLIMITED) {
            Deque<Long> starts = lately.computeIfAbsent(lane, _ -> new ArrayDeque<>());
            starts.add(now);
            while (starts.peek() <= now - SECOND) {
                starts.remove();
            }
            if (starts.size() > mostInASecond(promise.rate())) {
                throw new AssertionError(
                        "more calls a second than %s: %s".formatted(promise, lane));
            }
        }
    }

    void ends(LaneKey lane) {
        underWay.merge(lane, -1, Integer::sum);
    }
}
