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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

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

    KafkaProjection(
            TimelineFold fold,
            StoreRegistry stores,
            ProjectionSettings settings,
            KafkaClientProperties clients,
            Counter failures) {
        this.fold = fold;
        this.stores = stores;
        this.settings = settings;
        this.run = new KafkaStreamsRun(clients, pace(settings), failures::increment);
    }

    void start(StreamsIdentity identity, RocksMemory memory) {
        var listener = new KafkaRestoreListener();
        var topology = new TimelineTopology(fold, memory, stores, listener, settings.stores());
        run.start(
                new KafkaStreamsRun.Application(
                        topology.build(),
                        properties(listener),
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

    @Override
    public void close() {
        run.close();
    }

    /// What one topic says depends on no other: none waits for another's records.
    private static Map<String, Object> properties(KafkaRestoreListener listener) {
        Map<String, Object> properties = new HashMap<>(KafkaPolls.heardBy(listener));
        properties.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        return properties;
    }

    static KafkaStreamsRun.Pace pace(ProjectionSettings settings) {
        return new KafkaStreamsRun.Pace(settings.streams(), OWNERS_KEPT, CLOSE_LIMIT);
    }
}
