package io.activityledger.timeline.query;

import java.time.Duration;

/// How long is an owner looked for?
///
/// @param patience after this a reader is told that nobody answers
/// @param perForward how long one other instance may take
/// @param firstPause before it is tried again; doubles up to `longestPause`
/// @param standbyAfter how long a partition is without an owner before standbys answer for it
/// @param perDoubtfulForward how long an owner that has not answered for so long may take, where
///   there are standbys
public record RoutingLimits(
        Duration patience,
        Duration perForward,
        Duration firstPause,
        Duration longestPause,
        Duration standbyAfter,
        Duration perDoubtfulForward) {}
