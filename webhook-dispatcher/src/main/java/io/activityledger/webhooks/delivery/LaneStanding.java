package io.activityledger.webhooks.delivery;

/// How does one lane stand, as its stream thread saw it a moment ago?
///
/// @param waiting what has not ended
/// @param nextAt the earliest moment of its next start in milliseconds; [Lane#NO_TURN] where
///   something that is out must come back first
record LaneStanding(long waiting, Breaker.State breaker, long nextAt) {

    /// Of a lane with nothing waiting.
    static final LaneStanding EMPTY = new LaneStanding(0, Breaker.State.CLOSED, Lane.NO_TURN);

    static LaneStanding of(Lane lane, long nowMillis) {
        return new LaneStanding(lane.waiting(), lane.breaker(), lane.nextTurn(nowMillis));
    }
}
