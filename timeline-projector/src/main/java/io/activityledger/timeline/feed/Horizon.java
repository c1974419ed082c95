package io.activityledger.timeline.feed;

/// The last row of a partition that was looked at, wanted or not, where more may stand behind it:
/// how far can a page be trusted?
sealed interface Horizon {

    /// Nothing stands behind what was looked at, or nobody will come as far as that.
    record None() implements Horizon {}

    /// Nothing is known of what stands behind `offset`.
    record At(long offset, long recordedAtMillis) implements Horizon {}
}
