package io.activityledger.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// What time is it? What the test said last: this clock moves only by hand. Safe for many threads.
public final class TestClock implements InstantSource {

    private final AtomicReference<Instant> now;

    public TestClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /// A clock that stands at [Activities#NOON].
    public static TestClock atNoon() {
        return new TestClock(Activities.NOON);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /// Back where `by` is negative, as a machine's clock may jump.
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    public void setTo(Instant instant) {
        now.set(instant);
    }
}
