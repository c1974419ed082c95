package io.activityledger.kit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Are the topics there and as they have to be? Creates what is missing when it may.
///
/// Nothing that exists is ever altered. Blocks its caller, at start.
public final class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);
    private static final long VISIBLE_CHECK_MILLIS = 20;

    private final Admin admin;
    private final Duration patience;
    private final TopicDifferences differences;

    /// Asks through an admin client, which its owner closes.
    ///
    /// @param reach how Kafka's own tools are told the cluster, for the commands that are named
    /// @param patience how long each question to the brokers may take
    public KafkaTopics(Admin admin, String reach, Duration patience) {
        this.admin = admin;
        this.patience = patience;
        this.differences = new TopicDifferences(reach);
    }

    /// Creates the missing ones, then verifies all.
    public TopicsOutcome create(List<TopicSpec> specs) {
        return outcomeOf(() -> {
            var standing = describe(specs).keySet();
            var missing = specs.stream().filter(it -> !standing.contains(it.name())).toList();
            createAll(missing);
            awaitVisible(missing);
            return verified(specs, missing.stream().map(TopicSpec::name).toList());
        });
    }

    /// Looks only: whatever is missing or different is a problem.
    public TopicsOutcome verify(List<TopicSpec> specs) {
        return outcomeOf(() -> verified(specs, List.of()));
    }

    private TopicsOutcome verified(List<TopicSpec> specs, List<String> created) throws Asking {
        var described = describe(specs);
        var configs = topicConfigs(described.keySet());
        var problems = new ArrayList<TopicDifference>();
        for (TopicSpec spec : specs) {
            Optional.ofNullable(described.get(spec.name()))
                    .map(found -> found(found, configs.getOrDefault(spec.name(), Map.of())))
                    .ifPresentOrElse(
                            found -> problems.addAll(differences.between(spec, found)),
                            () -> problems.add(differences.missing(spec)));
        }
        differences.offsetsRetention(brokerConfig()).ifPresent(problems::add);
        return problems.isEmpty()
                ? new TopicsOutcome.Standing(created)
                : new TopicsOutcome.Differing(problems);
    }

    private void createAll(List<TopicSpec> missing) throws Asking {
        var asked = missing.stream().map(KafkaTopics::newTopic).toList();
        for (var created : admin.createTopics(asked).values().entrySet()) {
            try {
                answer(created.getValue());
                LOG.info("Topic created topic={}", created.getKey());
            } catch (Asking failure) {
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
    }

    /// A created topic takes a moment until every broker can describe it.
    private void awaitVisible(List<TopicSpec> created) throws Asking {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (describe(created).size() < created.size() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(VISIBLE_CHECK_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new Asking(interrupted);
            }
        }
    }

    private Map<String, TopicDescription> describe(List<TopicSpec> specs) throws Asking {
        var names = specs.stream().map(TopicSpec::name).toList();
        var found = new HashMap<String, TopicDescription>();
        for (var described : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(described.getKey(), answer(described.getValue()));
            } catch (Asking failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure;
                }
            }
        }
        return found;
    }

    private Map<String, Map<String, String>> topicConfigs(Collection<String> topics) throws Asking {
        var asked =
                topics.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        return answer(admin.describeConfigs(asked).all()).entrySet().stream()
                .collect(
                        Collectors.toMap(
                                each -> each.getKey().name(), each -> values(each.getValue())));
    }

    private Map<String, String> brokerConfig() throws Asking {
        var nodes = answer(admin.describeCluster().nodes());
        var any = nodes.stream().findAny();
        if (any.isEmpty()) {
            return Map.of();
        }
        var broker = new ConfigResource(ConfigResource.Type.BROKER, any.get().idString());
        var configs = answer(admin.describeConfigs(List.of(broker)).all());
        return configs.values().stream().findFirst().map(KafkaTopics::values).orElse(Map.of());
    }

    private <T> T answer(KafkaFuture<T> asked) throws Asking {
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw new Asking(cause == null ? failure : cause);
        } catch (TimeoutException timeout) {
            throw new Asking(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Asking(interrupted);
        }
    }

    private static TopicsOutcome outcomeOf(Question question) {
        try {
            return question.ask();
        } catch (Asking failure) {
            return new TopicsOutcome.BrokerUnreachable(String.valueOf(failure.getCause()));
        }
    }

    private static NewTopic newTopic(TopicSpec spec) {
        Optional<Short> replication =
                Optional.of(spec.replication()).filter(replicas -> replicas > 0);
        return new NewTopic(spec.name(), Optional.of(spec.partitions()), replication)
                .configs(spec.config());
    }

    private static TopicDifferences.Found found(
            TopicDescription topic, Map<String, String> config) {
        int replicas =
                topic.partitions().stream().mapToInt(it -> it.replicas().size()).min().orElse(0);
        return new TopicDifferences.Found(topic.partitions().size(), replicas, config);
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream()
                .flatMap(KafkaTopics::valued)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static Stream<ConfigEntry> valued(ConfigEntry entry) {
        return entry.value() == null ? Stream.empty() : Stream.of(entry);
    }

    private interface Question {
        TopicsOutcome ask() throws Asking;
    }

    /// A question the brokers did not answer as hoped; the cause says why.
    private static final class Asking extends Exception {
        Asking(Throwable cause) {
            super(cause);
        }
    }
}
