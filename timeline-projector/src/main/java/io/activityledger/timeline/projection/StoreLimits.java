package io.activityledger.timeline.projection;

import java.time.Duration;

/// The bounds of one store: how long rows may stay in memory only, how long closing waits for
/// readers, and of how many lists the last counted blocks are remembered.
public record StoreLimits(Duration flushAfter, Duration leaseBound, int cachedLists) {

    public static final StoreLimits DEFAULT =
            new StoreLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 4_096);
}
