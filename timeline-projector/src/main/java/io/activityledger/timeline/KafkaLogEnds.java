package io.activityledger.timeline;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaOffsetListing;
import io.activityledger.kit.kafka.OffsetListing;
import io.activityledger.timeline.consistency.LogEnds;
import io.activityledger.timeline.consistency.LogPartition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Where does the log end, as its leaders say? One admin client for the whole service.
///
/// Opened and closed by whoever starts the service; asked by any thread.
final class KafkaLogEnds implements LogEnds, OffsetListing, AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaClientProperties properties;
    private final Duration patience;
    private final EndOffsets ends = new EndOffsets(this);
    private final AtomicReference<List<Admin>> open = new AtomicReference<>(List.of());

    KafkaLogEnds(KafkaClientProperties properties, Duration patience) {
        this.properties = properties;
        this.patience = patience;
    }

    void start() {
        ends.start();
    }

    /// Does nothing where it is open already.
    void open() {
        if (open.get().isEmpty()) {
            open.set(List.of(Admin.create(properties.admin("timeline-admin"))));
        }
    }

    Admin admin() {
        return open.get().stream()
                .findFirst()
                .orElseThrow(() -> new KafkaException("Kafka has not been reached yet"));
    }

    @Override
    public EndOffset endOf(LogPartition partition, Duration patience) {
        return ends.endOf(new TopicPartition(partition.topic(), partition.partition()), patience);
    }

    @Override
    public void latest(Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {
        new KafkaOffsetListing(admin(), patience).latest(partitions, answers);
    }

    @Override
    public void close() {
        ends.close();
        open.getAndSet(List.of()).forEach(admin -> admin.close(CLOSE_LIMIT));
    }
}
