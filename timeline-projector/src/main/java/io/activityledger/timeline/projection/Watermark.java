package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// How far has a store applied its topic, and who waits for more?
///
/// One thread at a time raises it; any number wait, each woken once, by the record it waits for.
/// The raiser reads one number more per record as long as nobody's turn has come.
final class Watermark {

    /// No offset was ever applied.
    static final long NONE = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>();
    private volatile long applied;
    private volatile long lowestAwaited = Long.MAX_VALUE;
    private volatile boolean closed;

    Watermark(long applied) {
        this.applied = applied;
    }

    long applied() {
        return applied;
    }

    void raise(long offset) {
        applied = Math.max(applied, offset);
        if (lowestAwaited <= offset) {
            wake(offset);
        }
    }

    void close() {
        closed = true;
        wake(Long.MAX_VALUE);
    }

    /// Waits until `offset` is applied or [System#nanoTime] reaches `deadlineNanos`.
    Waited await(long offset, long deadlineNanos) throws InterruptedException {
        if (applied >= offset) {
            return Waited.APPLIED;
        }
        var waiter = new Waiter(offset, Thread.currentThread());
        enter(waiter);
        try {
            return parked(waiter, deadlineNanos);
        } finally {
            leave(waiter);
        }
    }

    private Waited parked(Waiter waiter, long deadlineNanos) throws InterruptedException {
        while (true) {
            if (applied >= waiter.offset) {
                return Waited.APPLIED;
            }
            if (closed) {
                return Waited.CLOSED;
            }
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return Waited.TIME_OVER;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for an offset");
            }
        }
    }

    private void enter(Waiter waiter) {
        lock.lock();
        try {
            waiters.add(waiter);
            refreshLowest();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            if (waiters.remove(waiter)) {
                refreshLowest();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wake(long offset) {
        List<Waiter> due = new ArrayList<>();
        lock.lock();
        try {
            while (!waiters.isEmpty() && waiters.peek().offset <= offset) {
                due.add(waiters.poll());
            }
            refreshLowest();
        } finally {
            lock.unlock();
        }
        due.forEach(waiter -> LockSupport.unpark(waiter.thread));
    }

    private void refreshLowest() {
        lowestAwaited = waiters.isEmpty() ? Long.MAX_VALUE : waiters.peek().offset;
    }

    /// Equal only to itself: two readers may wait for one offset.
    private static final class Waiter implements Comparable<Waiter> {

        private final long offset;
        private final Thread thread;

        Waiter(long offset, Thread thread) {
            this.offset = offset;
            this.thread = thread;
        }

        @Override
        public int compareTo(Waiter other) {
            return Long.compare(offset, other.offset);
        }
    }
}
