package io.activityledger.kit.kafka;

/// What is made of the records of a topic? Called by the one thread that reads it, [TopicFollower].
///
/// A poll that fails halfway is handed over again from its first record: taking a record twice must
/// add up to the same. What is thrown is no verdict about a record but means *not now*: it is
/// handed over again after a pause.
public interface TopicFold {

    /// The topic begins anew: forget what was taken, but go on showing what was published.
    void restart();

    void take(TopicRecord record);

    /// Show what has been taken so far: only now it counts as applied.
    void publish();
}
