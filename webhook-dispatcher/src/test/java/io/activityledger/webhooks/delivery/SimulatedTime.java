package io.activityledger.webhooks.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that passes only from one event to the next.
final class SimulatedTime implements InstantSource {

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
    private long now = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private long count;

    private record Event(long atMillis, long number, Runnable action) {}

    long now() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    void at(long millis, Runnable action) {
        events.add(new Event(Math.max(now, millis), count++, action));
    }

    void in(long millis, Runnable action) {
        at(now + millis, action);
    }

    /// Lets the next event happen; false where none is left before that moment.
    boolean step(long untilMillis) {
        if (events.isEmpty() || events.peek().atMillis() > untilMillis) {
            return false;
        }
        Event next = events.remove();
        now = next.atMillis();
        next.action().run();
        return true;
    }
}
