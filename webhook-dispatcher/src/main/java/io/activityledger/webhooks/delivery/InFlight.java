package io.activityledger.webhooks.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many deliveries has this instance handed out, and may there be one more? Counted from the
/// moment a task hands one out until it has taken its outcome in.
///
/// Safe for many threads.
public final class InFlight {

    private final int most;
    private final Semaphore places;
    private volatile boolean open = true;

    public InFlight(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    boolean tryEnter() {
        return open && places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    /// How many are out.
    public int count() {
        return most - places.availablePermits();
    }

    /// Whether deliveries may still be started.
    boolean open() {
        return open;
    }

    /// Starts nothing more, and waits for what has been started; false when that took longer.
    public boolean drain(Duration limit) throws InterruptedException {
        open = false;
        return places.tryAcquire(most, limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
