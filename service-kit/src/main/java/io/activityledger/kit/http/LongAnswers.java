package io.activityledger.kit.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Which answers of one server go on, and whom do they wait for in vain? One thread looks after
/// all.
///
/// Started and stopped with its server; any thread may add and remove.
final class LongAnswers {

    /// Where a request keeps its [Seat].
    static final String SEAT = "io.activityledger.kit.http.seat";

    private static final Duration ROUND = Duration.ofMillis(250);
    private static final int ROUNDS_TO_END = 4;

    private final Set<LongAnswer> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// A request's place among those under way, which a long answer gives up.
    record Seat(LongAnswers all, Runnable release) {}

    void start() {
        Thread.ofVirtual().name("long-answers").start(this::look);
    }

    void add(LongAnswer answer) {
        open.add(answer);
        if (stopping.getCount() == 0) {
            answer.end();
        }
    }

    void remove(LongAnswer answer) {
        open.remove(answer);
    }

    /// Ends all; who is not out after a second is cut off.
    void stop() {
        stopping.countDown();
        open.forEach(LongAnswer::end);
        Thread.ofVirtual().name("long-answers-end").start(this::cutOffTheRest);
    }

    private void look() {
        try {
            while (!stopping.await(ROUND.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = System.nanoTime();
                open.forEach(answer -> answer.cutOffIfStuck(now));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutOffTheRest() {
        try {
            for (int round = 0; round < ROUNDS_TO_END && !open.isEmpty(); round++) {
                TimeUnit.NANOSECONDS.sleep(ROUND.toNanos());
                // One that was busy the last time may not have been reached.
                open.forEach(LongAnswer::end);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        open.forEach(LongAnswer::cutOffIfWriting);
    }
}
