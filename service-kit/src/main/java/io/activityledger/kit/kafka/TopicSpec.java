package io.activityledger.kit.kafka;

import java.util.Map;

/// How a topic has to be.
///
/// @param replication 0 for the broker's default
/// @param config topic properties that matter, such as `cleanup.policy`; others are left alone
public record TopicSpec(
        String name, int partitions, short replication, Map<String, String> config) {

    public TopicSpec {
        config = Map.copyOf(config);
    }
}
