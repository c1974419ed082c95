package io.activityledger.webhooks.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Does this instance still hold the partition? One hold of one task on it, from init to close: the
/// epoch of everything handed out meanwhile.
///
/// ```
/// stream thread   beat … beat … beat … stop … end    outcomes in, while it lasts
/// deliverers        mayStart? ─▶ call ─▶ report      what an ended hold reports, nobody hears
/// ```
///
/// A thread that has not been polling for half the session timeout may have lost its partition
/// without knowing it: deliveries under way go on, but none is started. The queue holds no more
/// than has been handed out. Safe for many threads.
final class Tenure {

    /// Beyond the session, for as long as an idle partition may not be visited.
    private static final Duration IDLE = Duration.ofSeconds(3);

    private final InFlight inFlight;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private volatile long lastBeat;
    private volatile boolean stopped;
    private volatile boolean ended;

    /// @param nanoTime as `System.nanoTime` does
    Tenure(InFlight inFlight, Duration patience, LongSupplier nanoTime) {
        this.inFlight = inFlight;
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
        this.lastBeat = nanoTime.getAsLong();
    }

    /// The thread polls.
    ///
    /// @return false after a pause so long that the partition may be another's by now: until the
    ///   next beat nothing should be started
    boolean beat() {
        long now = nanoTime.getAsLong();
        boolean steady = now - lastBeat < patienceNanos;
        lastBeat = now;
        return steady;
    }

    boolean lasts() {
        return !ended;
    }

    /// Whether what is known here is likely to be what its owner knows: after a silence as long as
    /// a session it may be another's.
    boolean answers() {
        return !ended && nanoTime.getAsLong() - lastBeat < 2 * patienceNanos + IDLE.toNanos();
    }

    boolean mayStart() {
        return !stopped
                && !ended
                && inFlight.open()
                && nanoTime.getAsLong() - lastBeat < patienceNanos;
    }

    void report(Outcome outcome) {
        outcomes.add(outcome);
        if (ended) {
            release();
        }
    }

    /// The next outcome, with which its place in flight becomes free.
    Optional<Outcome> next() {
        return left(outcomes.poll());
    }

    /// The next outcome, waited for.
    Optional<Outcome> next(long nanos) throws InterruptedException {
        return left(outcomes.poll(nanos, TimeUnit.NANOSECONDS));
    }

    /// Nothing more is started; what is under way may still come back.
    void stop() {
        stopped = true;
    }

    void end() {
        ended = true;
        release();
    }

    private Optional<Outcome> left(@Nullable Outcome outcome) {
        if (outcome == null) {
            return Optional.empty();
        }
        inFlight.leave(outcome.handout().lane().workspaceId());
        return Optional.of(outcome);
    }

    private void release() {
        while (next().isPresent()) {
            // Its place is free; nobody hears it.
        }
    }
}
