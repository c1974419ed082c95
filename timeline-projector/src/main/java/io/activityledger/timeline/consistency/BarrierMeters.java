package io.activityledger.timeline.consistency;

import io.activityledger.kit.metrics.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/// How long do readers stand before the barrier, and how do they come through?
public final class BarrierMeters {

    private final Timer fresh;
    private final Timer stale;
    private final Timer gone;

    public BarrierMeters(Metrics metrics) {
        fresh = timer(metrics, "fresh");
        stale = timer(metrics, "stale");
        gone = timer(metrics, "gone");
    }

    void waited(Barrier outcome, long beganNanos) {
        Timer timer =
                switch (outcome) {
                    case Barrier.Fresh() -> fresh;
                    case Barrier.Stale _ -> stale;
                    case Barrier.Gone() -> gone;
                };
        timer.record(System.nanoTime() - beganNanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(Metrics metrics, String outcome) {
        return metrics.timer(
                "ledger.timeline.barrier.waits",
                "How long a read waited until the log's end was applied.",
                "outcome",
                outcome);
    }
}
