package io.activityledger.timeline.consistency;

/// One partition of one topic.
public record LogPartition(String topic, int partition) {}
