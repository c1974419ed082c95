package io.activityledger.ingest.log;

import io.activityledger.schemas.Position;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does this record stand on its topic? Blocks its caller, a virtual thread, until all replicas in
/// sync say so, or until it is too late to wait.
///
/// ```
///            open                      a failure from which the producer cannot recover
///  Closed ─────────▶ Open ◀──────────▶ Replacing
///     ▲───────────────┴─── close ──────────┘
/// ```
///
/// Beyond the bound on records under way the answer is `Unavailable` at once: nothing ever queues.
/// Safe for many threads.
public final class KafkaAppender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAppender.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final State CLOSED = new State.Closed();

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final AppendLimits limits;
    private final AppendMeters meters;
    private final Semaphore places;
    private final AtomicReference<State> state = new AtomicReference<>(CLOSED);

    /// `producers` makes idempotent producers that wait for all replicas in sync.
    public KafkaAppender(
            Supplier<Producer<byte[], byte[]>> producers,
            AppendLimits limits,
            AppendMeters meters) {
        this.producers = producers;
        this.limits = limits;
        this.meters = meters;
        this.places = new Semaphore(limits.maxInFlight());
        meters.inFlight(() -> limits.maxInFlight() - places.availablePermits());
    }

    public void open() {
        state.set(new State.Open(producers.get()));
    }

    /// Sends the record and waits for its acknowledgement.
    public Append append(ProducerRecord<byte[], byte[]> record) {
        return switch (state.get()) {
            case State.Open open -> timed(open, record);
            case State.Replacing _ -> unavailable(Hindrance.RENEWING);
            case State.Closed _ -> unavailable(Hindrance.NOT_OPEN);
        };
    }

    @Override
    public void close() {
        if (state.getAndSet(CLOSED) instanceof State.Open(var producer)) {
            producer.close(CLOSE_LIMIT);
        }
    }

    /// What is answered, and counted, when something hinders a write.
    public Append.Unavailable unavailable(Hindrance hindrance) {
        meters.refused(hindrance);
        return new Append.Unavailable(limits.retryAfter(), hindrance.sentence());
    }

    private Append timed(State.Open open, ProducerRecord<byte[], byte[]> record) {
        long began = System.nanoTime();
        Append outcome = appendThrough(open, record);
        meters.settled(outcome, began);
        return outcome;
    }

    private Append appendThrough(State.Open open, ProducerRecord<byte[], byte[]> record) {
        if (!places.tryAcquire()) {
            return unavailable(Hindrance.TOO_MANY_UNDER_WAY);
        }
        var inFlight = new InFlight(places);
        try {
            var sent = open.producer().send(record, (_, _) -> inFlight.settle());
            long patience = limits.answerWithin().toMillis();
            return appended(sent.get(patience, TimeUnit.MILLISECONDS));
        } catch (ExecutionException failure) {
            return failed(open, record, failure);
        } catch (TimeoutException late) {
            return unavailable(Hindrance.LATE);
        } catch (InterruptedException | InterruptException stopped) {
            inFlight.settle();
            Thread.currentThread().interrupt();
            return unavailable(Hindrance.STOPPING);
        } catch (KafkaException | IllegalStateException refused) {
            inFlight.settle();
            replace(open, refused);
            return unavailable(Hindrance.RENEWING);
        }
    }

    private static Append appended(RecordMetadata at) {
        return new Append.Appended(new Position(at.partition(), at.offset()));
    }

    private Append failed(
            State.Open open, ProducerRecord<byte[], byte[]> record, ExecutionException failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        if (cause instanceof RecordTooLargeException) {
            return new Append.TooLarge(record.value().length);
        }
        if (endsProducer(cause)) {
            replace(open, cause);
        }
        LOG.debug("Append failed topic={} cause={}", record.topic(), cause.toString());
        return unavailable(Hindrance.NOT_ACKNOWLEDGED);
    }

    private static boolean endsProducer(Throwable cause) {
        return cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidPidMappingException
                || cause instanceof OutOfOrderSequenceException;
    }

    /// Whoever sees the failure first makes the new producer; if that fails, the next one tries.
    private void replace(State.Open broken, Throwable cause) {
        var replacing = new State.Replacing();
        if (!state.compareAndSet(broken, replacing)) {
            return;
        }
        LOG.warn("Producer is replaced cause={}", cause.toString());
        try {
            var fresh = new State.Open(producers.get());
            if (!state.compareAndSet(replacing, fresh)) {
                fresh.producer().close(Duration.ZERO);
            }
            broken.producer().close(Duration.ZERO);
        } catch (KafkaException noneToBeHad) {
            LOG.warn("Producer could not be replaced cause={}", noneToBeHad.toString());
            state.compareAndSet(replacing, broken);
        }
    }

    /// Compared by identity: two moments in the life of an appender are never the same.
    private sealed interface State {

        record Open(Producer<byte[], byte[]> producer) implements State {}

        final class Replacing implements State {}

        final class Closed implements State {}
    }
}
