package io.activityledger.schemas;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// What shall a new activity be called? Mints UUIDs of version 7 that rise strictly within this
/// process, also when the clock stands still or runs back.
///
/// Safe for many threads as long as `dice` is.
public final class ActivityIdMint {

    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_SEED_BOUND = 1 << 11;
    private static final int SLOT_BITS = 16;
    private static final long VARIANT = 1L << 63;
    private static final long LOW_62 = (1L << 62) - 1;

    private final InstantSource clock;
    private final RandomGenerator dice;
    private final AtomicLong lastTick = new AtomicLong();

    public ActivityIdMint(InstantSource clock, RandomGenerator dice) {
        this.clock = clock;
        this.dice = dice;
    }

    /// A new id for an activity whose record stands in `slot`.
    public ActivityId mint(int slot) {
        long tick = nextTick();
        long high = ((tick >>> COUNTER_BITS) << 16) | 0x7000L | (tick & ((1 << COUNTER_BITS) - 1));
        long random = (dice.nextLong() << SLOT_BITS) & LOW_62;
        return new ActivityId(new UUID(high, VARIANT | random | (slot & 0xFFFF)));
    }

    /// A new id for an activity without subjects: any slot.
    public ActivityId mintAnywhere() {
        return mint(dice.nextInt(1 << SLOT_BITS));
    }

    private long nextTick() {
        long fresh = (clock.millis() << COUNTER_BITS) | dice.nextInt(COUNTER_SEED_BOUND);
        return lastTick.updateAndGet(last -> Math.max(fresh, last + 1));
    }
}
