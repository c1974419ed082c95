package io.activityledger.ingest.deduplication;

import io.activityledger.testkit.Randomly;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Who goes next? Actors, a thread each, of whom one runs at a time: from one [#taken] of its turns
/// to the next, in an order that the seed decides.
final class Turns {

    private final Randomly randomly;
    private final List<Semaphore> waiting = new ArrayList<>();
    private final Semaphore stopped = new Semaphore(0);

    Turns(Randomly randomly) {
        this.randomly = randomly;
    }

    /// Called by an actor: waits until it is chosen again.
    void taken() {
        var own = new Semaphore(0);
        waiting.add(own);
        stopped.release();
        own.acquireUninterruptibly();
    }

    /// Runs all actors to their ends. `between` is done before each turn.
    void run(List<Runnable> actors, Runnable between) {
        for (Runnable actor : actors) {
            Thread.startVirtualThread(() -> {
                try {
                    taken();
                    actor.run();
                } finally {
                    stopped.release();
                }
            });
            stopped.acquireUninterruptibly();
        }
        while (!waiting.isEmpty()) {
            between.run();
            waiting.remove(randomly.number(0, waiting.size() - 1)).release();
            stopped.acquireUninterruptibly();
        }
    }
}
