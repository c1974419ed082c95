package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.schemas.EndpointFactCodec;
import io.activityledger.schemas.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The endpoints of all workspaces, as this instance has read them from `webhook-endpoints`: all in
/// memory, read from the beginning at each start.
///
/// ```
/// start ─▶ opens a consumer ─▶ reads to the end as it is then ─▶ publishes, ready ─▶ publishes per poll
///               ▲  a moment later; goes on where it was                │
///               └────────────── Kafka or the registry fails ───────────┘
/// ```
///
/// One platform thread of its own reads and folds; any thread asks, without a lock.
public final class KafkaEndpoints implements KnownEndpoints, AppliedFacts, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEndpoints.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Source source;
    private final Duration catchUpWithin;
    private final AppliedOffset applied = new AppliedOffset();
    private final KafkaEndpointReader reader;
    private final AtomicReference<Connection> connection =
            new AtomicReference<>(new Connection.Absent("The webhooks have not been read yet"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("webhook-endpoints").daemon().unstarted(this::keep);

    /// Where the facts come from.
    ///
    /// @param consumers makes consumers without a group
    /// @param ends asked where the topic ends; started and closed by its owner
    public record Source(
            Supplier<Consumer<byte[], byte[]>> consumers,
            EndpointFactCodec codec,
            EndOffsets ends) {}

    /// Endpoints that [#start] begins to read.
    ///
    /// @param catchUpWithin how long [#catchUp] waits
    public KafkaEndpoints(Source source, EndpointSecrets secrets, Duration catchUpWithin) {
        this.source = source;
        this.catchUpWithin = catchUpWithin;
        this.reader = new KafkaEndpointReader(source.codec(), secrets, applied);
    }

    public void start() {
        thread.start();
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        return reader.directory().of(workspaceId);
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return reader.directory().find(workspaceId, endpointId);
    }

    @Override
    public void catchUp() throws InterruptedException {
        EndpointReading reading = read(catchUpWithin);
        switch (reading) {
            case EndpointReading.Current _ -> {}
            case EndpointReading.Stale(String reason) -> throw new EndpointsUnread(reason);
            case EndpointReading.Unread(String reason) -> throw new EndpointsUnread(reason);
        }
    }

    @Override
    public EndpointReading freshened(Duration patience) {
        try {
            return read(patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return behind("The service is stopping");
        }
    }

    @Override
    public boolean awaitApplied(long offset, long deadline) {
        try {
            return applied.await(offset + 1, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ready once everything is read that stood on the topic when this service began.
    public Readiness.State readiness() {
        return switch (connection.get()) {
            case Connection.Absent(String reason) when applied.next() < 0 ->
                    new Readiness.NotReady(reason);
            case Connection.Present _ when applied.next() < 0 ->
                    new Readiness.NotReady("the webhooks are being read");
            case Connection.Absent _, Connection.Present _ -> new Readiness.Ready();
        };
    }

    /// Records of the topic that were no facts and were passed over.
    public long skipped() {
        return reader.skipped();
    }

    @Override
    public void close() {
        closed.countDown();
        if (connection.get() instanceof Connection.Present(var consumer)) {
            consumer.wakeup();
        }
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSE_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private EndpointReading read(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        return switch (source.ends().endOf(KafkaEndpointReader.PARTITION, patience)) {
            case EndOffset.Unknown(String reason) -> {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                yield behind("The end of the webhooks could not be asked: " + reason);
            }
            case EndOffset.Known(long end) ->
                    applied.await(end, deadline)
                            ? new EndpointReading.Current()
                            : behind("The newest webhooks could not be read in time");
        };
    }

    private EndpointReading behind(String reason) {
        return applied.next() < 0
                ? new EndpointReading.Unread(reason)
                : new EndpointReading.Stale(reason);
    }

    private void keep() {
        while (!isClosed()) {
            String failure = "The webhooks are not read any more";
            try {
                keepOnce();
            } catch (WakeupException _) {
                LOG.debug("Reading of webhook endpoints ends");
            } catch (KafkaException | SchemaRegistry.Unavailable passing) {
                failure = "The webhooks cannot be read: " + passing.getMessage();
            }
            connection.set(new Connection.Absent(failure));
            pause(failure);
        }
    }

    private void keepOnce() {
        try (var consumer = source.consumers().get()) {
            connection.set(new Connection.Present(consumer));
            reader.begin(consumer);
            while (!isClosed()) {
                reader.step(consumer);
            }
        }
    }

    private void pause(String failure) {
        try {
            if (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Webhook endpoints are taken up again after={}", failure);
            }
        } catch (InterruptedException stopped) {
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// Is the topic being read?
    private sealed interface Connection {

        record Absent(String reason) implements Connection {}

        record Present(Consumer<byte[], byte[]> consumer) implements Connection {}
    }
}
