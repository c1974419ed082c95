package io.activityledger.kit.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What distinguishes a topic as it stands from how it has to be, in sentences and commands.
final class TopicDifferences {

    /// A group that nobody commits for this long loses its offsets; a year is safe.
    static final long LEAST_OFFSETS_RETENTION_MINUTES = 365L * 24 * 60;

    private static final String OFFSETS_RETENTION = "offsets.retention.minutes";

    private final String reach;

    /// @param reach how Kafka's tools are told the cluster, such as `--bootstrap-server
    ///   broker:9092`
    TopicDifferences(String reach) {
        this.reach = reach;
    }

    /// A topic as the broker describes it.
    record Found(int partitions, int replication, Map<String, String> config) {}

    TopicDifference missing(TopicSpec spec) {
        String replication =
                spec.replication() > 0 ? " --replication-factor " + spec.replication() : "";
        String config =
                new TreeMap<>(spec.config())
                        .entrySet().stream()
                                .map(each -> " --config " + each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining());
        return new TopicDifference(
                "Topic %s does not exist.".formatted(spec.name()),
                List.of(
                        "kafka-topics %s --create --topic %s --partitions %d%s%s"
                                .formatted(
                                        reach,
                                        spec.name(),
                                        spec.partitions(),
                                        replication,
                                        config)));
    }

    List<TopicDifference> between(TopicSpec spec, Found found) {
        var problems = new ArrayList<TopicDifference>();
        if (found.partitions() != spec.partitions()) {
            problems.add(
                    new TopicDifference(
                            "Topic %s has %d partitions and must have %d: their number is fixed for life, so set the partitions of this installation to what is there, or name another cluster."
                                    .formatted(spec.name(), found.partitions(), spec.partitions()),
                            List.of()));
        }
        if (spec.replication() > 0 && found.replication() < spec.replication()) {
            problems.add(replicas(spec, found.replication()));
        }
        new TreeMap<>(spec.config())
                .forEach((property, wanted) -> {
                    String is = found.config().getOrDefault(property, "unset");
                    if (!is.equals(wanted)) {
                        problems.add(config(spec.name(), property, is, wanted));
                    }
                });
        return problems;
    }

    private TopicDifference replicas(TopicSpec spec, int found) {
        String partitions =
                IntStream.range(0, spec.partitions())
                        .mapToObj(partition ->
                                "{\"topic\":\"%s\",\"partition\":%d,\"replicas\":[BROKERS]}"
                                        .formatted(spec.name(), partition))
                        .collect(Collectors.joining(","));
        return new TopicDifference(
                "Topic %s has %d replicas and must have at least %d; name the brokers in place of BROKERS."
                        .formatted(spec.name(), found, spec.replication()),
                List.of(
                        "echo '{\"version\":1,\"partitions\":[%s]}' > %s.json"
                                .formatted(partitions, spec.name()),
                        "kafka-reassign-partitions %s --reassignment-json-file %s.json --execute"
                                .formatted(reach, spec.name())));
    }

    Optional<TopicDifference> offsetsRetention(Map<String, String> brokerConfig) {
        String minutes = brokerConfig.getOrDefault(OFFSETS_RETENTION, "unknown");
        boolean enough =
                minutes.matches("\\d{1,18}")
                        && Long.parseLong(minutes) >= LEAST_OFFSETS_RETENTION_MINUTES;
        return enough
                ? Optional.empty()
                : Optional.of(
                        new TopicDifference(
                                "The brokers' %s is %s and must be at least %d (a year), or a group that rests reads everything again: set it in server.properties and restart them."
                                        .formatted(
                                                OFFSETS_RETENTION,
                                                minutes,
                                                LEAST_OFFSETS_RETENTION_MINUTES),
                                List.of()));
    }

    private TopicDifference config(String topic, String property, String is, String wanted) {
        return new TopicDifference(
                "Topic %s has %s=%s and must have %s.".formatted(topic, property, is, wanted),
                List.of(
                        "kafka-configs %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                                .formatted(reach, topic, property, wanted)));
    }
}
