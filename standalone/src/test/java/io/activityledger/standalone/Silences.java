package io.activityledger.standalone;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/// For how long did somebody hear nothing, of all who listen? Safe for many threads.
final class Silences {

    private final ConcurrentMap<Object, Long> since = new ConcurrentHashMap<>();
    private final AtomicLong longest = new AtomicLong();

    /// From now on `listener` hears nothing, until this is said again.
    void heard(Object listener) {
        long now = System.nanoTime();
        Long before = since.put(listener, now);
        if (before != null) {
            longest.accumulateAndGet(now - before, Math::max);
        }
    }

    /// The longest that has ended.
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /// What was before counts no more; who waits now waits since now.
    void startPhase() {
        since.replaceAll((_, _) -> System.nanoTime());
        longest.set(0);
    }
}
