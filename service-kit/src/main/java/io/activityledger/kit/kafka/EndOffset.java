package io.activityledger.kit.kafka;

/// Where a partition ended at some moment after it was asked.
public sealed interface EndOffset {

    /// The offset the next record will get: everything below is to be applied.
    record Known(long offset) implements EndOffset {}

    record Unknown(String reason) implements EndOffset {}
}
