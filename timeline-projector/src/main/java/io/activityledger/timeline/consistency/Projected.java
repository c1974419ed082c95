package io.activityledger.timeline.consistency;

import io.activityledger.timeline.projection.Waited;

/// What follows a partition of the log and can be waited for.
@FunctionalInterface
public interface Projected {

    /// Waits until `offset` is applied or [System#nanoTime] reaches `deadlineNanos`.
    Waited awaitApplied(long offset, long deadlineNanos) throws InterruptedException;
}
