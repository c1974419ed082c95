package io.activityledger.timeline.live;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Wakes the one thread that sleeps over a tail, from any other.
final class Wake implements Runnable {

    private final AtomicReference<Thread> sleeper = new AtomicReference<>(Thread.currentThread());

    /// From now on it is the calling thread that sleeps; it looks for news before it does.
    void sleepHere() {
        sleeper.set(Thread.currentThread());
    }

    @Override
    public void run() {
        LockSupport.unpark(sleeper.get());
    }
}
