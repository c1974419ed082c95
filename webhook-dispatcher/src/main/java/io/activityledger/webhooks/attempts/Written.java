package io.activityledger.webhooks.attempts;

/// What came of writing what must not be lost?
public sealed interface Written {

    /// All replicas in sync hold it.
    record Acknowledged() implements Written {}

    /// Given up because nobody waits for it any more; it may have been written all the same.
    record NoLongerWanted() implements Written {}
}
