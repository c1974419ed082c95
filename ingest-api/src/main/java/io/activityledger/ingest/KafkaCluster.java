package io.activityledger.ingest;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaOffsetListing;
import io.activityledger.kit.kafka.OffsetListing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// What does the cluster know of its topics? Kafka's admin client, from when it is opened.
///
/// Opened and closed by whoever starts the service; asked by any thread.
final class KafkaCluster implements OffsetListing, AutoCloseable {

    private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClientProperties properties;
    private final AtomicReference<List<Admin>> open = new AtomicReference<>(List.of());

    KafkaCluster(KafkaClientProperties properties) {
        this.properties = properties;
    }

    /// Does nothing where it is open already.
    void open() {
        if (open.get().isEmpty()) {
            open.set(List.of(Admin.create(properties.admin("ingest-admin"))));
        }
    }

    Admin admin() {
        return open.get().stream()
                .findFirst()
                .orElseThrow(() -> new KafkaException("Kafka has not been reached yet"));
    }

    @Override
    public void latest(Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {
        new KafkaOffsetListing(admin(), LISTING_TIMEOUT).latest(partitions, answers);
    }

    /// What distinguishes a topic from one of the same name that is deleted, or on another cluster.
    String topicIdentity(String topic) {
        try {
            Map<String, TopicDescription> topics =
                    admin().describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return topics.values().stream()
                    .map(it -> "1 %s %d".formatted(it.topicId(), it.partitions().size()))
                    .findFirst()
                    .orElseThrow(() -> new KafkaException("there is no topic " + topic));
        } catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("the topic " + topic + " cannot be described", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", stopped);
        }
    }

    @Override
    public void close() {
        open.getAndSet(List.of()).forEach(admin -> admin.close(PATIENCE));
    }
}
