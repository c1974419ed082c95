package io.activityledger.timeline.live;

/// Can these partitions be watched?
sealed interface Opening {

    /// They are, from now on.
    record Opened(Tail tail) implements Opening {}

    /// Not here, or not now.
    record NotOpened(String reason) implements Opening {}
}
