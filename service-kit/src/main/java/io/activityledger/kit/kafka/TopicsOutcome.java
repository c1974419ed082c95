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
    /// @param problems a sentence for each difference, with the command that mends it
    record Differing(List<String> problems) implements TopicsOutcome {}

    record BrokerUnreachable(String reason) implements TopicsOutcome {}
}
