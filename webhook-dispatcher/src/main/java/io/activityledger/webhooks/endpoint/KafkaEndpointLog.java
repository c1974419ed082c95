package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `webhook-endpoints` topic: appends a fact and blocks its caller, a virtual thread, until all
/// replicas in sync say that it stands there, or until it is too late to wait.
///
/// ```
/// Closed ── open ──▶ Open ◀── the producer cannot go on: another takes its place
///    ▲── close ───────┘
/// ```
///
/// Beyond the bound on facts under way the answer is `Unavailable` at once. Safe for many threads.
public final class KafkaEndpointLog implements EndpointLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaEndpointLog.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final State CLOSED = new State.Closed();

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<Function<Fact, byte[]>> pinning;
    private final EndpointLimits limits;
    private final Semaphore places;
    private final AtomicReference<State> state = new AtomicReference<>(CLOSED);

    /// A log that [#open] connects.
    ///
    /// @param producers makes idempotent producers that wait for all replicas in sync
    /// @param pinning asks the registry and answers what makes bytes: `() ->
    ///   codec.writer()::encode`
    public KafkaEndpointLog(
            Supplier<Producer<byte[], byte[]>> producers,
            Supplier<Function<Fact, byte[]>> pinning,
            EndpointLimits limits) {
        this.producers = producers;
        this.pinning = pinning;
        this.limits = limits;
        this.places = new Semaphore(limits.maxInFlight());
    }

    /// Asks the registry for the schema's id, once, and throws what its client throws.
    public void open() {
        Function<Fact, byte[]> encoding = pinning.get();
        state.set(new State.Open(producers.get(), encoding));
    }

    @Override
    public Append append(Fact fact) {
        return switch (state.get()) {
            case State.Open open when places.tryAcquire() -> appendThrough(open, fact);
            case State.Open _ -> unavailable("Too many changes of webhooks are under way");
            case State.Closed _ -> unavailable("The log is not open yet, or no longer");
        };
    }

    @Override
    public void close() {
        if (state.getAndSet(CLOSED) instanceof State.Open(var producer, _)) {
            producer.close(CLOSE_LIMIT);
        }
    }

    private Append appendThrough(State.Open open, Fact fact) {
        try {
            var sent = open.producer().send(record(open, fact));
            long patience = limits.answerWithin().toMillis();
            return new Append.Appended(sent.get(patience, TimeUnit.MILLISECONDS).offset());
        } catch (ExecutionException failure) {
            LOG.debug("Append failed cause={}", failure.toString());
            return unavailable("The log did not acknowledge the write in time");
        } catch (TimeoutException late) {
            return unavailable("The log did not answer in time");
        } catch (InterruptedException | InterruptException stopped) {
            Thread.currentThread().interrupt();
            return unavailable("The service is stopping");
        } catch (KafkaException | IllegalStateException refused) {
            replace(open, refused);
            return unavailable("The connection to the log is being renewed");
        } finally {
            places.release();
        }
    }

    /// All facts stand on one partition, in one order.
    private static ProducerRecord<byte[], byte[]> record(State.Open open, Fact fact) {
        return new ProducerRecord<>(
                Topics.WEBHOOK_ENDPOINTS.name(),
                0,
                fact.recordKey(Aggregate.WEBHOOK).bytes(),
                open.encoding().apply(fact));
    }

    private Append unavailable(String reason) {
        return new Append.Unavailable(limits.retryAfter(), reason);
    }

    /// Whoever sees the failure first makes the new producer; if that fails, the next one tries.
    private void replace(State.Open broken, RuntimeException cause) {
        LOG.warn("Producer is replaced cause={}", cause.toString());
        try {
            var fresh = new State.Open(producers.get(), broken.encoding());
            State.Open unused = state.compareAndSet(broken, fresh) ? broken : fresh;
            unused.producer().close(Duration.ZERO);
        } catch (KafkaException noneToBeHad) {
            LOG.warn("Producer could not be replaced cause={}", noneToBeHad.toString());
        }
    }

    private sealed interface State {

        record Open(Producer<byte[], byte[]> producer, Function<Fact, byte[]> encoding)
                implements State {}

        record Closed() implements State {}
    }
}
