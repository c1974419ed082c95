package io.activityledger.webhooks;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaStreamsRun;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.routing.Owner;
import io.activityledger.schemas.Topics;
import io.activityledger.webhooks.delivery.InFlight;
import io.activityledger.webhooks.endpoint.LiveInstances;
import io.activityledger.webhooks.history.LaneOwners;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Are activities matched and deliveries made, and which instances share in it?
///
/// Started and closed by whoever starts the service; asked by any thread.
final class KafkaDispatch implements LiveInstances, LaneOwners, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDispatch.class);
    private static final Duration INSTANCES_KEPT = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(12);

    private final DispatchSettings settings;
    private final KafkaClientProperties clients;
    private final InFlight inFlight;
    private final KafkaStreamsRun run;

    KafkaDispatch(DispatchSettings settings, KafkaClientProperties clients, InFlight inFlight) {
        this.settings = settings;
        this.clients = clients;
        this.inFlight = inFlight;
        var pace = new KafkaStreamsRun.Pace(settings.streams(), INSTANCES_KEPT, CLOSE_LIMIT);
        this.run = new KafkaStreamsRun(clients, pace, () -> {});
    }

    void start(Topology topology, StreamsIdentity identity) {
        var memory = new KafkaStoreMemory.Shared(settings.streams());
        run.start(
                new KafkaStreamsRun.Application(
                        topology,
                        KafkaSmallBatches.streams(clients, memory.properties()),
                        _ -> {},
                        memory::close),
                identity);
    }

    @Override
    public Set<Owner> now() {
        return run.owners()
                .map(owners -> {
                    owners.forget();
                    return owners.instances();
                })
                .orElse(Set.of());
    }

    @Override
    public Owner ownerOf(int partition) {
        var deliveries = new TopicPartition(Topics.WEBHOOK_DELIVERIES.name(), partition);
        return run.owners().map(owners -> owners.ownerOf(deliveries)).orElseGet(Owner.Nobody::new);
    }

    Readiness.State readiness() {
        return run.readiness();
    }

    /// First nothing more is started, then what is under way may end and be written down, then the
    /// partitions are given up.
    @Override
    public void close() {
        drain();
        run.close();
    }

    private void drain() {
        try {
            if (!inFlight.drain(settings.drain())) {
                LOG.info("Deliveries under way will be made again limit={}", settings.drain());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
