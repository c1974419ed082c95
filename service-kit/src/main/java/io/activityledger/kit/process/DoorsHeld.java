package io.activityledger.kit.process;

import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.Readiness;
import java.time.Duration;

/// May the doors open already? Not before the service is ready, so that whoever stands in front
/// asks another instance meanwhile, instead of handing on a 503; but soon anyway, so that one that
/// does not get ready can say what it lacks.
final class DoorsHeld implements Part {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Readiness readiness;
    private final Duration longest;

    DoorsHeld(Readiness readiness, Duration longest) {
        this.readiness = readiness;
        this.longest = longest;
    }

    @Override
    public String name() {
        return "doors held";
    }

    @Override
    public void start() throws InterruptedException {
        long began = System.nanoTime();
        while (!readiness.report().ready() && System.nanoTime() - began < longest.toNanos()) {
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void close() {
        // what it held is open
    }
}
