package io.activityledger.kit.kafka;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// May topics be created, and how are they laid out?
///
/// @param partitions a power of two, fixed for life
/// @param replication 0 for the brokers' default
public record TopicsSettings(Manage manage, int partitions, int replication) {

    /// What is done about topics at start.
    public enum Manage {
        CREATE,
        VERIFY
    }

    /// Reads `<prefix>_MANAGE` and its companions.
    public static TopicsSettings read(SettingsReader reader, String prefix) {
        int partitions =
                reader.number(
                        prefix + "_PARTITIONS",
                        16,
                        Bounds.of(1, 32_768),
                        "Partitions of a topic: a power of two, the same for all services, fixed for life.");
        if (Integer.bitCount(partitions) != 1) {
            reader.reject(
                    "%s_PARTITIONS is %d: it must be a power of two."
                            .formatted(prefix, partitions));
        }
        return new TopicsSettings(
                reader.oneOf(
                        prefix + "_MANAGE",
                        Manage.CREATE,
                        "Whether missing topics are created, or only looked for."),
                partitions,
                reader.number(
                        prefix + "_REPLICATION",
                        0,
                        Bounds.of(0, 16),
                        "Replicas of a topic; 0 is the brokers' default."));
    }

    /// How a topic has to be; most have as many partitions as the house.
    public TopicSpec spec(String name, int partitions, Map<String, String> config) {
        return new TopicSpec(name, partitions, (short) replication, config);
    }

    /// Creates what is missing where that is allowed; throws [NotStanding] with a sentence for all
    /// that is not as it has to be.
    public void ensure(KafkaTopics topics, List<TopicSpec> specs) {
        TopicsOutcome outcome =
                switch (manage) {
                    case CREATE -> topics.create(specs);
                    case VERIFY -> topics.verify(specs);
                };
        Optional<String> problem =
                switch (outcome) {
                    case TopicsOutcome.Standing _ -> Optional.empty();
                    case TopicsOutcome.Differing(var differences) ->
                            Optional.of(
                                    differences.stream()
                                            .map(TopicDifference::toString)
                                            .collect(Collectors.joining(" ")));
                    case TopicsOutcome.BrokerUnreachable(String reason) ->
                            Optional.of("The brokers do not answer: " + reason);
                };
        problem.ifPresent(sentence -> {
            throw new NotStanding(sentence);
        });
    }

    /// The topics are not as they have to be, or nobody could say.
    public static final class NotStanding extends RuntimeException {
        NotStanding(String sentence) {
            super(sentence);
        }
    }
}
