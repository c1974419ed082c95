package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.lifecycle.Readiness.NotReady;
import io.activityledger.kit.lifecycle.Readiness.Ready;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PartitionOwners;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.projection.KafkaRestoreListener;
import io.activityledger.timeline.projection.RocksMemory;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.TimelineFold;
import io.activityledger.timeline.projection.TimelineTopology;
import io.activityledger.timeline.query.Pause;
import io.activityledger.timeline.query.TimelineOwners;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Is the projection running, and who holds which partition? Kafka Streams, from start to close.
///
/// A thread that fails is replaced, after a pause; what it held is taken up from the stores' own
/// offsets. Started and closed by whoever starts the service; asked by any thread.
final class KafkaProjection implements TimelineOwners, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaProjection.class);
    private static final Duration OWNERS_KEPT = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
    private static final Duration BEFORE_REPLACING = Duration.ofSeconds(1);
    private static final int HEARTBEATS_PER_SESSION = 4;

    /// A member learns of a rebalance with its next heartbeat: until then a moving partition rests.
    private static final int SLOWEST_HEARTBEAT_MILLIS = 500;

    private final TimelineFold fold;
    private final StoreRegistry stores;
    private final ProjectionSettings settings;
    private final KafkaClientProperties clients;
    private final Pause pause;
    private final Counter failures;
    private final AtomicReference<String> lastFailure = new AtomicReference<>("");
    private final AtomicReference<List<Running>> running = new AtomicReference<>(List.of());

    KafkaProjection(
            TimelineFold fold,
            StoreRegistry stores,
            ProjectionSettings settings,
            KafkaClientProperties clients,
            Pause pause,
            Counter failures) {
        this.fold = fold;
        this.stores = stores;
        this.settings = settings;
        this.clients = clients;
        this.pause = pause;
        this.failures = failures;
    }

    /// @param settled whether it has run with all its partitions before
    private record Running(
            KafkaStreams streams,
            RocksMemory memory,
            PartitionOwners owners,
            AtomicBoolean settled) {

        void entered(KafkaStreams.State state) {
            owners.forget();
            if (state == KafkaStreams.State.RUNNING) {
                settled.set(true);
            }
        }
    }

    void start(StreamsIdentity identity) {
        var memory = new RocksMemory(settings.memoryLimits());
        var listener = new KafkaRestoreListener();
        var topology =
                new TimelineTopology(fold, memory, stores, listener, settings.stores()).build();
        var streams = new KafkaStreams(topology, properties(identity));
        var self = HostInfo.buildFromEndpoint(identity.advertised());
        var owners = PartitionOwners.of(streams, self, OWNERS_KEPT);
        streams.setGlobalStateRestoreListener(listener);
        streams.setStandbyUpdateListener(listener);
        var started = new Running(streams, memory, owners, new AtomicBoolean());
        streams.setStateListener((entered, _) -> started.entered(entered));
        streams.setUncaughtExceptionHandler(this::afterFailure);
        running.set(List.of(started));
        try {
            streams.start();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    @Override
    public Owner ownerOf(int partition) {
        var place = new TopicPartition(Topics.ACTIVITIES.name(), partition);
        return now().map(each -> each.owners().ownerOf(place)).orElse(new Owner.Nobody());
    }

    @Override
    public void forget() {
        now().ifPresent(each -> each.owners().forget());
    }

    Readiness.State readiness() {
        Optional<String> restoring = Restoring.sentence(stores);
        return restoring.isPresent()
                ? new NotReady(restoring.get())
                : now().map(KafkaProjection::readiness).orElse(new NotReady("not started"));
    }

    /// A rebalance that moves nothing of ours away from us is no reason to send readers away.
    private static Readiness.State readiness(Running now) {
        KafkaStreams.State state = now.streams().state();
        return switch (state) {
            case RUNNING -> new Ready();
            case CREATED, REBALANCING ->
                    now.settled().get() ? new Ready() : new NotReady("waiting for partitions");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                    new NotReady("the projection is " + state);
        };
    }

    /// Memory is freed only when no store can still use it.
    @Override
    public void close() {
        for (Running each : running.getAndSet(List.of())) {
            if (each.streams().close(CLOSE_LIMIT)) {
                each.memory().close();
            } else {
                LOG.warn("The projection did not close in time limit={}", CLOSE_LIMIT);
            }
        }
    }

    /// What all databases take of their memory; nothing while there are none.
    long memoryUsed() {
        return now().map(each -> each.memory().usedBytes()).orElse(0L);
    }

    private Optional<Running> now() {
        return running.get().stream().findFirst();
    }

    private StreamThreadExceptionResponse afterFailure(Throwable failure) {
        failures.increment();
        String told = failure.toString();
        if (told.equals(lastFailure.getAndSet(told))) {
            LOG.error("A thread of the projection failed again reason={}", told);
        } else {
            LOG.error("A thread of the projection failed and is replaced", failure);
        }
        try {
            pause.pause(BEFORE_REPLACING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private Properties properties(StreamsIdentity identity) {
        var properties = new Properties();
        properties.putAll(clients.streams(identity));
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
        int session = Math.toIntExact(settings.sessionTimeout().toMillis());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                Math.clamp(session / HEARTBEATS_PER_SESSION, 1, SLOWEST_HEARTBEAT_MILLIS));
        return properties;
    }
}
