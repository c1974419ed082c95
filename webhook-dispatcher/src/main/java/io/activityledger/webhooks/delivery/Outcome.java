package io.activityledger.webhooks.delivery;

/// What has become of a delivery that was handed out? Every one comes back with exactly one of
/// these.
sealed interface Outcome {

    Handout handout();

    /// Its end is written; it can be forgotten.
    record Ended(Handout handout, Verdict verdict) implements Outcome {}

    /// Its endpoint is deleted, which is written; it can be forgotten.
    record Dropped(Handout handout) implements Outcome {}

    /// The attempt failed, which is written; the next is due then.
    ///
    /// @param quietUntil its receiver asked for no call at all before; 0 where it did not
    record Again(Handout handout, long atMillis, long quietUntil) implements Outcome {}

    /// Nothing was sent: as before, but not earlier than that.
    record Untried(Handout handout, long atMillis) implements Outcome {}
}
