package io.activityledger.timeline.projection;

/// How did waiting for an offset end?
public enum Waited {
    APPLIED,
    TIME_OVER,
    /// The store went away; its partition may be served elsewhere by now.
    CLOSED
}
