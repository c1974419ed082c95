package io.activityledger.webhooks.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Does this instance still hold the partition? One hold of one task on it, from init to close: the
/// epoch of everything handed out meanwhile.
///
/// ```
/// stream thread   beat … beat … beat … end          outcomes in, while it lasts
/// deliverers        mayStart? ─▶ call ─▶ report     what an ended hold reports, nobody hears
/// ```
///
/// A thread that has not been polling for half the session timeout may have lost its partition
/// without knowing it: deliveries under way go on, but none is started. The queue holds no more
/// than has been handed out. Safe for many threads.
final class Tenure {

    private final InFlight inFlight;
    private final long patienceNanos;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private volatile long lastBeat = System.nanoTime();
    private volatile boolean ended;

    Tenure(InFlight inFlight, Duration patience) {
        this.inFlight = inFlight;
        this.patienceNanos = patience.toNanos();
    }

    void beat() {
        lastBeat = System.nanoTime();
    }

    boolean lasts() {
        return !ended;
    }

    boolean mayStart() {
        return !ended && inFlight.open() && System.nanoTime() - lastBeat < patienceNanos;
    }

    void report(Outcome outcome) {
        outcomes.add(outcome);
        if (ended) {
            release();
        }
    }

    /// The next outcome, with which its place in flight becomes free.
    Optional<Outcome> next() {
        Outcome outcome = outcomes.poll();
        if (outcome == null) {
            return Optional.empty();
        }
        inFlight.leave();
        return Optional.of(outcome);
    }

    void end() {
        ended = true;
        release();
    }

    private void release() {
        while (outcomes.poll() != null) {
            inFlight.leave();
        }
    }
}
