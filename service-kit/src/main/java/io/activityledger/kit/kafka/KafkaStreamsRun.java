package io.activityledger.kit.kafka;

import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.lifecycle.Readiness.NotReady;
import io.activityledger.kit.lifecycle.Readiness.Ready;
import io.activityledger.kit.routing.PartitionOwners;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a Streams application run here, and which instances share in it? From start to close.
///
/// A thread that fails is replaced, after a pause; what it held is taken up from the stores.
/// Started and closed by whoever starts the service; asked by any thread.
public final class KafkaStreamsRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaStreamsRun.class);
    private static final Duration BEFORE_REPLACING = Duration.ofSeconds(1);
    private static final int HEARTBEATS_PER_SESSION = 4;

    /// A member learns of a rebalance with its next heartbeat: until then a moving partition rests.
    private static final int SLOWEST_HEARTBEAT_MILLIS = 500;

    private final KafkaClientProperties clients;
    private final Pace pace;
    private final Runnable onFailure;
    private final AtomicReference<String> lastFailure = new AtomicReference<>("");
    private final AtomicReference<List<Running>> running = new AtomicReference<>(List.of());

    /// How fast does it go, and how patient is it?
    ///
    /// @param ownersKept how long one reading of the assignment is used
    /// @param closeLimit how long closing is waited for
    public record Pace(StreamsSettings settings, Duration ownersKept, Duration closeLimit) {}

    /// What runs.
    ///
    /// @param properties beside those of every application
    /// @param listeners sets those it wants, before the start
    /// @param freeing called when no store can use its memory any more
    public record Application(
            Topology topology,
            Map<String, Object> properties,
            Consumer<KafkaStreams> listeners,
            Runnable freeing) {}

    /// An application that [#start] begins to run.
    ///
    /// @param onFailure told of every thread that fails
    public KafkaStreamsRun(KafkaClientProperties clients, Pace pace, Runnable onFailure) {
        this.clients = clients;
        this.pace = pace;
        this.onFailure = onFailure;
    }

    /// @param settled whether it has run with all its partitions before
    private record Running(
            String name,
            KafkaStreams streams,
            Runnable freeing,
            PartitionOwners owners,
            AtomicBoolean settled) {

        void entered(KafkaStreams.State state) {
            owners.forget();
            if (state == KafkaStreams.State.RUNNING) {
                settled.set(true);
            }
        }
    }

    public void start(Application application, StreamsIdentity identity) {
        var streams = new KafkaStreams(application.topology(), properties(application, identity));
        var self = HostInfo.buildFromEndpoint(identity.advertised());
        var owners = PartitionOwners.of(streams, self, pace.ownersKept());
        var started =
                new Running(
                        identity.applicationId(),
                        streams,
                        application.freeing(),
                        owners,
                        new AtomicBoolean());
        application.listeners().accept(streams);
        streams.setStateListener((entered, _) -> started.entered(entered));
        streams.setUncaughtExceptionHandler(
                failure -> afterFailure(identity.applicationId(), failure));
        running.set(List.of(started));
        try {
            streams.start();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /// Which instances share in it; empty where it does not run here.
    public Optional<PartitionOwners> owners() {
        return now().map(Running::owners);
    }

    /// A rebalance that moves nothing of ours away from us is no reason to send callers away.
    public Readiness.State readiness() {
        return now().map(KafkaStreamsRun::readiness).orElse(new NotReady("not started"));
    }

    private static Readiness.State readiness(Running now) {
        KafkaStreams.State state = now.streams().state();
        return switch (state) {
            case RUNNING -> new Ready();
            case CREATED, REBALANCING ->
                    now.settled().get() ? new Ready() : new NotReady("waiting for partitions");
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR ->
                    new NotReady(now.name() + " is " + state);
        };
    }

    /// Leaves the group, so that the others take over at once: static membership is for those that
    /// could not say goodbye. Memory is freed only when no store can still use it.
    @Override
    public void close() {
        var leaving =
                CloseOptions.timeout(pace.closeLimit())
                        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        for (Running each : running.getAndSet(List.of())) {
            if (each.streams().close(leaving)) {
                each.freeing().run();
            } else {
                LOG.warn(
                        "Application did not close in time application={} limit={}",
                        each.name(),
                        pace.closeLimit());
            }
        }
    }

    private Optional<Running> now() {
        return running.get().stream().findFirst();
    }

    private StreamThreadExceptionResponse afterFailure(String name, Throwable failure) {
        onFailure.run();
        String told = failure.toString();
        if (told.equals(lastFailure.getAndSet(told))) {
            LOG.error("A thread failed again application={} reason={}", name, told);
        } else {
            LOG.error("A thread failed and is replaced application={}", name, failure);
        }
        try {
            Thread.sleep(BEFORE_REPLACING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private Properties properties(Application application, StreamsIdentity identity) {
        var properties = new Properties();
        properties.putAll(clients.streams(identity));
        properties.putAll(application.properties());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, pace.settings().standbys());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                pace.settings().commitInterval().toMillis());
        int session = Math.toIntExact(pace.settings().sessionTimeout().toMillis());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                Math.clamp(session / HEARTBEATS_PER_SESSION, 1, SLOWEST_HEARTBEAT_MILLIS));
        return properties;
    }
}
