package io.activityledger.timeline.consistency;

/// A partition of the log, and what follows it here.
public record Followed(LogPartition place, Projected projected) {}
