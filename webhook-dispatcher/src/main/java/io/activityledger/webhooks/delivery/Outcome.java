package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookAttempt;

/// What has become of a delivery that was handed out? Every one comes back with exactly one of
/// these.
sealed interface Outcome {

    Handout handout();

    /// Its end is written; it can be forgotten.
    ///
    /// @param told what stands on `webhook-attempts` of it
    record Ended(Handout handout, Verdict verdict, WebhookAttempt told) implements Outcome {}

    /// Nothing was sent because its endpoint is deleted or disabled, which is written; it can be
    /// forgotten.
    record Dropped(Handout handout, WebhookAttempt told) implements Outcome {}

    /// The attempt failed, which is written; the next is due then.
    ///
    /// @param quietUntil its receiver asked for no call at all before; 0 where it did not
    record Again(Handout handout, long atMillis, long quietUntil, WebhookAttempt told)
            implements Outcome {}

    /// Nothing was sent: as before, but not earlier than that.
    record Untried(Handout handout, long atMillis) implements Outcome {}
}
