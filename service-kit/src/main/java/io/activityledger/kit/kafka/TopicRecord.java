package io.activityledger.kit.kafka;

/// One record of a topic; its key is empty where it has none.
public sealed interface TopicRecord {

    long offset();

    byte[] key();

    /// Says something under its key.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Said(long offset, byte[] key, byte[] value) implements TopicRecord {}

    /// Takes back what was said under its key.
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Withdrawn(long offset, byte[] key) implements TopicRecord {}
}
