package io.activityledger.timeline.projection;

import java.util.concurrent.atomic.AtomicLong;

/// From which offset on has something new come into a store for one who waits? Kept until it is
/// taken, however much comes: one number, no queue.
///
/// Told by the store's writer, taken by the one thread that watches.
public final class Watch implements AutoCloseable {

    /// Nothing has come.
    public static final long NOTHING = Long.MAX_VALUE;

    private final Arrivals arrivals;
    private final RowScope scope;
    private final Runnable wake;
    private final AtomicLong lowest = new AtomicLong(NOTHING);
    private volatile boolean over;

    Watch(Arrivals arrivals, RowScope scope, Runnable wake) {
        this.arrivals = arrivals;
        this.scope = scope;
        this.wake = wake;
    }

    void arrived(long offset) {
        if (lowest.getAndAccumulate(offset, Math::min) == NOTHING) {
            wake.run();
        }
    }

    void end() {
        over = true;
        wake.run();
    }

    /// The lowest offset told since the last taking; [#NOTHING] where there is none.
    public long take() {
        return lowest.getAndSet(NOTHING);
    }

    /// Whether the store is no longer the one to be watched.
    public boolean over() {
        return over;
    }

    @Override
    public void close() {
        arrivals.leave(scope, this);
    }
}
