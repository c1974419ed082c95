package io.activityledger.kit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// What time is it, in milliseconds, never earlier than what was answered before?
///
/// When the clock behind it jumps back, this one stands still until that clock has caught up. Safe
/// for any number of threads.
public final class MonotonicClock implements InstantSource {

    private final InstantSource source;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    public MonotonicClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        long now = source.millis();
        long seen = latest.get();
        return now > seen ? latest.accumulateAndGet(now, Math::max) : seen;
    }
}
