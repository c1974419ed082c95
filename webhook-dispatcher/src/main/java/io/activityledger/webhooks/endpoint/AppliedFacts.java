package io.activityledger.webhooks.endpoint;

/// Has this instance applied that fact, so that every activity it matches from now on sees it?
@FunctionalInterface
public interface AppliedFacts {

    /// Waits for the fact at `offset` of `webhook-endpoints`; false when it was not applied before
    /// `deadline`, a [System#nanoTime].
    boolean awaitApplied(long offset, long deadline);
}
