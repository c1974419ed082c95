package io.activityledger.webhooks.command;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Topics;
import io.activityledger.webhooks.attempts.PinnedEncoder;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `webhook-commands` topic: each command under its endpoint's key, so that it comes to the
/// partition that holds its deliveries.
///
/// Blocks its caller, a virtual thread, until the command stands there or it is too late to wait;
/// beyond the bound on commands under way the answer comes at once. Safe for many threads.
public final class KafkaCommandLog implements CommandLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final PinnedEncoder<Fact> encoder;
    private final Duration patience;
    private final Semaphore places;
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> current =
            new AtomicReference<>();

    /// A log that [#open] connects.
    ///
    /// @param producers makes idempotent producers that wait for all replicas in sync
    /// @param patience with one command
    /// @param most commands under way
    public KafkaCommandLog(
            Supplier<Producer<byte[], byte[]>> producers,
            FactCodec codec,
            Duration patience,
            int most) {
        this.producers = producers;
        this.encoder = new PinnedEncoder<>(() -> codec.writer()::encode);
        this.patience = patience;
        this.places = new Semaphore(most);
    }

    public void open() {
        current.set(producers.get());
    }

    @Override
    public Appended append(Fact command) {
        Producer<byte[], byte[]> producer = current.get();
        if (producer == null) {
            return new Appended.Unknown("The log is not open yet, or no longer");
        }
        if (!places.tryAcquire()) {
            return new Appended.Unknown("Too many commands are under way");
        }
        try {
            return append(producer, command);
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        var producer = current.getAndSet(null);
        if (producer != null) {
            producer.close(CLOSE_LIMIT);
        }
    }

    private Appended append(Producer<byte[], byte[]> producer, Fact command) {
        try {
            var record =
                    new ProducerRecord<>(
                            Topics.WEBHOOK_COMMANDS.name(),
                            RecordKey.ofEndpoint(command.workspaceId(), command.aggregateId())
                                    .bytes(),
                            encoder.encode(command));
            var sent = producer.send(record).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Appended.Standing(sent.offset());
        } catch (ExecutionException | TimeoutException late) {
            LOG.debug("Command not acknowledged cause={}", late.toString());
            return new Appended.Unknown("The log did not acknowledge the command in time");
        } catch (SchemaRegistry.Unavailable away) {
            LOG.debug("Command has no schema yet cause={}", away.toString());
            return new Appended.Unknown("The schema registry does not answer");
        } catch (InterruptedException | InterruptException stopped) {
            Thread.currentThread().interrupt();
            return new Appended.Unknown("The service is stopping");
        } catch (KafkaException | IllegalStateException broken) {
            replace(producer, broken);
            return new Appended.Unknown("The connection to the log is being renewed");
        }
    }

    /// Whoever sees the failure first makes the new producer.
    private void replace(Producer<byte[], byte[]> broken, RuntimeException cause) {
        LOG.warn("Producer is replaced cause={}", cause.toString());
        try {
            var fresh = producers.get();
            var unused = current.compareAndSet(broken, fresh) ? broken : fresh;
            unused.close(Duration.ZERO);
        } catch (KafkaException noneToBeHad) {
            LOG.warn("Producer could not be replaced cause={}", noneToBeHad.toString());
        }
    }
}
