package io.activityledger.timeline.consistency;

/// How did a reader come through the barrier?
public sealed interface Barrier {

    /// What is read now holds all that was asked for.
    record Fresh() implements Barrier {}

    /// What is read now may miss something and has to say so.
    record Stale(String reason) implements Barrier {}

    /// The store went away: its partition is served elsewhere by now.
    record Gone() implements Barrier {}
}
