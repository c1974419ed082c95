package io.activityledger.kit.kafka;

import java.util.List;

/// What is not as it has to be, in a sentence, and what mends it.
///
/// @param commands of Kafka's own tools; none where no single one does
public record TopicDifference(String sentence, List<String> commands) {

    public TopicDifference {
        commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
        return commands.isEmpty()
                ? sentence
                : sentence + " Run: `" + String.join("` and `", commands) + "`";
    }
}
