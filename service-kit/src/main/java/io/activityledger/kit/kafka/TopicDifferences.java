package io.activityledger.kit.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What distinguishes a topic as it stands from how it has to be, in sentences and commands.
final class TopicDifferences {

    /// A group that nobody commits for this long loses its offsets; a year is safe.
    static final long LEAST_OFFSETS_RETENTION_MINUTES = 365L * 24 * 60;

    private static final String OFFSETS_RETENTION = "offsets.retention.minutes";

    private final String bootstrapServers;

    TopicDifferences(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /// A topic as the broker describes it.
    record Found(int partitions, int replication, Map<String, String> config) {}

    String missing(TopicSpec spec) {
        String replication =
                spec.replication() > 0 ? " --replication-factor " + spec.replication() : "";
        String config =
                new TreeMap<>(spec.config())
                        .entrySet().stream()
                                .map(each -> " --config " + each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining());
        return "Topic %s does not exist. Create it: kafka-topics --bootstrap-server %s --create --topic %s --partitions %d%s%s"
                .formatted(
                        spec.name(),
                        bootstrapServers,
                        spec.name(),
                        spec.partitions(),
                        replication,
                        config);
    }

    List<String> between(TopicSpec spec, Found found) {
        var problems = new ArrayList<String>();
        if (found.partitions() != spec.partitions()) {
            problems.add(
                    "Topic %s has %d partitions and must have %d: their number is fixed for life, so set the partitions of this installation to what is there, or name another cluster."
                            .formatted(spec.name(), found.partitions(), spec.partitions()));
        }
        if (spec.replication() > 0 && found.replication() < spec.replication()) {
            problems.add(
                    "Topic %s has %d replicas and must have at least %d: move it with kafka-reassign-partitions --bootstrap-server %s."
                            .formatted(
                                    spec.name(),
                                    found.replication(),
                                    spec.replication(),
                                    bootstrapServers));
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

    Optional<String> offsetsRetention(Map<String, String> brokerConfig) {
        String minutes = brokerConfig.getOrDefault(OFFSETS_RETENTION, "unknown");
        boolean enough =
                minutes.matches("\\d{1,18}")
                        && Long.parseLong(minutes) >= LEAST_OFFSETS_RETENTION_MINUTES;
        return enough
                ? Optional.empty()
                : Optional.of(
                        "The brokers' %s is %s and must be at least %d (a year), or a group that rests reads everything again: set it in server.properties."
                                .formatted(
                                        OFFSETS_RETENTION,
                                        minutes,
                                        LEAST_OFFSETS_RETENTION_MINUTES));
    }

    private String config(String topic, String property, String is, String wanted) {
        return "Topic %s has %s=%s and must have %s. Set it: kafka-configs --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(topic, property, is, wanted, bootstrapServers, topic, property, wanted);
    }
}
