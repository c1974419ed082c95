package io.activityledger.ingest.reference;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far has each partition been applied? Wakes those who wait for it.
///
/// Written by the reading thread, waited for by any; the lock guards the numbers only.
final class AppliedOffsets {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final long[] next;

    AppliedOffsets(int partitions) {
        this.next = new long[partitions];
    }

    int partitions() {
        return next.length;
    }

    /// The first offset that has not been applied.
    long next(int partition) {
        lock.lock();
        try {
            return next[partition];
        } finally {
            lock.unlock();
        }
    }

    void advance(int partition, long offset) {
        lock.lock();
        try {
            next[partition] = offset;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing counts as applied any more.
    void forget() {
        lock.lock();
        try {
            Arrays.fill(next, 0);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything below `offset` is applied; false when that did not happen before
    /// `deadline`, a [System#nanoTime].
    boolean await(int partition, long offset, long deadline) {
        lock.lock();
        try {
            while (next[partition] < offset) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                advanced.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
