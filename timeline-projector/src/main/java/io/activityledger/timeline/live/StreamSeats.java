package io.activityledger.timeline.live;

import io.activityledger.kit.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import java.util.concurrent.Semaphore;

/// How many streams may be open at a time, how many are, and how many clients were too slow?
public final class StreamSeats {

    private final Semaphore free;
    private final Counter tooSlow;

    public StreamSeats(int most, Metrics metrics) {
        this.free = new Semaphore(most);
        metrics.gauge(
                "ledger.timeline.streams.open",
                "Live streams that are open, others' forwarded ones included.",
                () -> most - free.availablePermits());
        this.tooSlow =
                metrics.counter(
                        "ledger.timeline.streams.cut.off",
                        "Live streams whose clients did not take what was sent in time.");
    }

    boolean take() {
        return free.tryAcquire();
    }

    void leave() {
        free.release();
    }

    void cutOff() {
        tooSlow.increment();
    }
}
