package io.activityledger.kit.kafka;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far has a topic been applied? Wakes those who wait for it.
///
/// Written by the reading thread, waited for by any; the lock guards the number only.
final class AppliedOffset {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long next = -1;

    /// The first offset that has not been applied; negative before the first reading is through.
    long next() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    void moveTo(long offset) {
        lock.lock();
        try {
            next = offset;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything below `offset` is applied; false when that did not happen before
    /// `deadline`, a [System#nanoTime].
    boolean await(long offset, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (next < offset) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
