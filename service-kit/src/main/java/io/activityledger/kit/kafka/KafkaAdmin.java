package io.activityledger.kit.kafka;

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

/// What does the cluster know of its topics? One admin client for a whole service, from when it is
/// opened; every question before that is answered with a [KafkaException].
///
/// Opened and closed by whoever starts the service; asked by any thread.
public final class KafkaAdmin implements OffsetListing, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaClientProperties properties;
    private final String clientId;
    private final Duration listingTimeout;
    private final AtomicReference<List<Admin>> open = new AtomicReference<>(List.of());

    /// @param listingTimeout how long the brokers may take to say where partitions end
    public KafkaAdmin(KafkaClientProperties properties, String clientId, Duration listingTimeout) {
        this.properties = properties;
        this.clientId = clientId;
        this.listingTimeout = listingTimeout;
    }

    /// Makes the client, which fails where no broker's name can be looked up; does nothing where it
    /// is open already. Called by one thread.
    public void open() {
        if (open.get().isEmpty()) {
            open.set(List.of(Admin.create(properties.admin(clientId))));
        }
    }

    public Admin admin() {
        return open.get().stream()
                .findFirst()
                .orElseThrow(() -> new KafkaException("Kafka has not been reached yet"));
    }

    /// Opens where that is still to be done, and sees to it that the topics are as they have to be;
    /// else throws with a sentence for all that is not.
    public void ensure(TopicsSettings settings, List<TopicSpec> specs) {
        open();
        settings.ensure(topics(PATIENCE), specs);
    }

    /// To ask about topics, or to create them.
    ///
    /// @param patience how long each question to the brokers may take
    public KafkaTopics topics(Duration patience) {
        return new KafkaTopics(admin(), properties.toolArguments(), patience);
    }

    @Override
    public void latest(Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {
        new KafkaOffsetListing(admin(), listingTimeout).latest(partitions, answers);
    }

    /// What distinguishes a topic from one of the same name that is deleted, or on another cluster.
    public String topicIdentity(String topic) {
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
        open.getAndSet(List.of()).forEach(admin -> admin.close(CLOSE_LIMIT));
    }
}
