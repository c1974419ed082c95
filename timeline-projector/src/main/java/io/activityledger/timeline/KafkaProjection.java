package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaStreamsRun;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.lifecycle.Readiness.NotReady;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PartitionOwners;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.projection.KafkaPolls;
import io.activityledger.timeline.projection.KafkaRestoreListener;
import io.activityledger.timeline.projection.RocksMemory;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.TimelineFold;
import io.activityledger.timeline.projection.TimelineTopology;
import io.activityledger.timeline.query.TimelineOwners;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/// Is the projection running, and who holds which partition?
///
/// Started and closed by whoever starts the service; asked by any thread.
final class KafkaProjection implements TimelineOwners, AutoCloseable {

    private static final Duration OWNERS_KEPT = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final TimelineFold fold;
    private final StoreRegistry stores;
    private final ProjectionSettings settings;
    private final KafkaStreamsRun run;
    private final AtomicReference<List<RocksMemory>> memory = new AtomicReference<>(List.of());

    KafkaProjection(
            TimelineFold fold,
            StoreRegistry stores,
            ProjectionSettings settings,
            KafkaClientProperties clients,
            Counter failures) {
        this.fold = fold;
        this.stores = stores;
        this.settings = settings;
        this.run =
                new KafkaStreamsRun(
                        clients,
                        new KafkaStreamsRun.Pace(settings.streams(), OWNERS_KEPT, CLOSE_LIMIT),
                        failures::increment);
    }

    void start(StreamsIdentity identity) {
        var memory = new RocksMemory(settings.memoryLimits());
        var listener = new KafkaRestoreListener();
        var topology = new TimelineTopology(fold, memory, stores, listener, settings.stores());
        this.memory.set(List.of(memory));
        run.start(
                new KafkaStreamsRun.Application(
                        topology.build(),
                        KafkaPolls.heardBy(listener),
                        streams -> {
                            streams.setGlobalStateRestoreListener(listener);
                            streams.setStandbyUpdateListener(listener);
                        },
                        memory::close),
                identity);
    }

    @Override
    public Owner ownerOf(int partition) {
        var place = new TopicPartition(Topics.ACTIVITIES.name(), partition);
        return run.owners().map(owners -> owners.ownerOf(place)).orElse(new Owner.Nobody());
    }

    @Override
    public List<Owner> standbysOf(int partition) {
        var place = new TopicPartition(Topics.ACTIVITIES.name(), partition);
        return run.owners().map(owners -> owners.standbysOf(place)).orElse(List.of());
    }

    @Override
    public void forget() {
        run.owners().ifPresent(PartitionOwners::forget);
    }

    Readiness.State readiness() {
        Optional<String> restoring = Restoring.sentence(stores);
        return restoring.isPresent() ? new NotReady(restoring.get()) : run.readiness();
    }

    /// What all databases take of their memory and do with it; nothing while there are none.
    RocksMemory.Figures memoryFigures() {
        return memory.get().stream()
                .findFirst()
                .map(RocksMemory::figures)
                .orElse(RocksMemory.Figures.NONE);
    }

    @Override
    public void close() {
        memory.set(List.of());
        run.close();
    }
}
