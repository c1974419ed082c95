package io.activityledger.webhooks;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.lifecycle.Readiness.NotReady;
import io.activityledger.kit.lifecycle.Readiness.Ready;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PartitionOwners;
import io.activityledger.schemas.PatientSchemaRegistry.Pause;
import io.activityledger.webhooks.delivery.InFlight;
import io.activityledger.webhooks.endpoint.LiveInstances;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Are activities matched and deliveries made, and which instances share in it? Kafka Streams, from
/// start to close.
///
/// A thread that fails is replaced, after a pause; what it held is taken up from the stores.
/// Started and closed by whoever starts the service; asked by any thread.
final class KafkaDispatch implements LiveInstances, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDispatch.class);
    private static final Duration INSTANCES_KEPT = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(12);
    private static final Duration BEFORE_REPLACING = Duration.ofSeconds(1);
    private static final int HEARTBEATS_PER_SESSION = 4;

    /// A member learns of a rebalance with its next heartbeat: until then a moving partition rests.
    private static final int SLOWEST_HEARTBEAT_MILLIS = 500;

    private final DispatchSettings settings;
    private final KafkaClientProperties clients;
    private final InFlight inFlight;
    private final Pause pause;
    private final AtomicReference<String> lastFailure = new AtomicReference<>("");
    private final AtomicReference<List<Running>> running = new AtomicReference<>(List.of());

    KafkaDispatch(
            DispatchSettings settings,
            KafkaClientProperties clients,
            InFlight inFlight,
            Pause pause) {
        this.settings = settings;
        this.clients = clients;
        this.inFlight = inFlight;
        this.pause = pause;
    }

    /// @param settled whether it has run with all its partitions before
    private record Running(
            KafkaStreams streams,
            KafkaStoreMemory.Shared memory,
            PartitionOwners instances,
            AtomicBoolean settled) {

        void entered(KafkaStreams.State state) {
            instances.forget();
            if (state == KafkaStreams.State.RUNNING) {
                settled.set(true);
            }
        }
    }

    void start(Topology topology, StreamsIdentity identity) {
        var memory = new KafkaStoreMemory.Shared(settings);
        var streams = new KafkaStreams(topology, properties(identity, memory));
        var self = HostInfo.buildFromEndpoint(identity.advertised());
        var instances = PartitionOwners.of(streams, self, INSTANCES_KEPT);
        var started = new Running(streams, memory, instances, new AtomicBoolean());
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
    public Set<Owner> now() {
        return current()
                .map(each -> {
                    each.instances().forget();
                    return each.instances().instances();
                })
                .orElse(Set.of());
    }

    Readiness.State readiness() {
        return current().map(KafkaDispatch::readiness).orElse(new NotReady("not started"));
    }

    /// A rebalance that moves nothing of ours away from us is no reason to send callers away.
    private static Readiness.State readiness(Running now) {
        KafkaStreams.State state = now.streams().state();
        return switch (state) {
            case RUNNING -> new Ready();
            case CREATED, REBALANCING ->
                    now.settled().get() ? new Ready() : new NotReady("waiting for partitions");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                    new NotReady("dispatching is " + state);
        };
    }

    /// First nothing more is started, then what is under way may end and be written down, then the
    /// partitions are given up.
    @Override
    public void close() {
        for (Running each : running.getAndSet(List.of())) {
            drain();
            if (each.streams().close(CLOSE_LIMIT)) {
                each.memory().close();
            } else {
                LOG.warn("Dispatching did not close in time limit={}", CLOSE_LIMIT);
            }
        }
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

    private Optional<Running> current() {
        return running.get().stream().findFirst();
    }

    private StreamThreadExceptionResponse afterFailure(Throwable failure) {
        String told = failure.toString();
        if (told.equals(lastFailure.getAndSet(told))) {
            LOG.error("A thread of the dispatcher failed again reason={}", told);
        } else {
            LOG.error("A thread of the dispatcher failed and is replaced", failure);
        }
        try {
            pause.pause(BEFORE_REPLACING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private Properties properties(StreamsIdentity identity, KafkaStoreMemory.Shared memory) {
        var properties = new Properties();
        properties.putAll(clients.streams(identity));
        memory.into(properties);
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
