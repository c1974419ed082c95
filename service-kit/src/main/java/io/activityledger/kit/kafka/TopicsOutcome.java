package io.activityledger.kit.kafka;

import java.util.List;

/// Whether the topics are as they have to be.
public sealed interface TopicsOutcome {

    /// All are there and as they have to be.
    ///
    /// @param created names of those that did not exist before
    record Standing(List<String> created) implements TopicsOutcome {}

    /// Some are missing or different: the service must not start.
    ///
    /// @param differences each with what mends it
    record Differing(List<TopicDifference> differences) implements TopicsOutcome {}

    record BrokerUnreachable(String reason) implements TopicsOutcome {}
}
