package io.activityledger.ingest.log;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.activityledger.schemas.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
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
/// Beyond the bound on records under way the answer is `Unavailable` at once: nothing ever queues,
/// but for the rest of a batch, for as long as one write may take. Safe for many threads.
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
        meters.producer(this::ofProducer);
    }

    public void open() {
        state.set(new State.Open(producers.get()));
    }

    /// Sends the record and waits for its acknowledgement.
    public Append append(ProducerRecord<byte[], byte[]> record) {
        long now = System.nanoTime();
        return outcome(send(record, now), now + limits.answerWithin().toNanos());
    }

    /// Sends many in their order, and then waits for them together. Where all places are taken it
    /// waits for one; what is not sent when the time for all of them is over is not sent.
    public List<Append> appendAll(
            List<? extends Supplier<ProducerRecord<byte[], byte[]>>> records) {
        long until = System.nanoTime() + limits.answerWithin().toNanos();
        List<Sending> sendings = new ArrayList<>(records.size());
        for (var record : records) {
            sendings.add(
                    System.nanoTime() < until
                            ? send(record.get(), until)
                            : new Sending.Over(unavailable(Hindrance.LATE)));
        }
        return sendings.stream().map(each -> outcome(each, until)).toList();
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

    /// One of the producer's own figures.
    private double ofProducer(String name) {
        return state.get() instanceof State.Open(var producer)
                ? producer.metrics().values().stream()
                        .filter(each -> each.metricName().name().equals(name))
                        .filter(each -> each.metricName().group().equals("producer-metrics"))
                        .filter(each -> each.metricValue() instanceof Double)
                        .mapToDouble(each -> (Double) each.metricValue())
                        .filter(Double::isFinite)
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    private Sending send(ProducerRecord<byte[], byte[]> record, long placeUntil) {
        return switch (state.get()) {
            case State.Open open -> send(open, record, placeUntil);
            case State.Replacing _ -> new Sending.Over(unavailable(Hindrance.RENEWING));
            case State.Closed _ -> new Sending.Over(unavailable(Hindrance.NOT_OPEN));
        };
    }

    private Sending send(State.Open open, ProducerRecord<byte[], byte[]> record, long placeUntil) {
        long began = System.nanoTime();
        try {
            if (!places.tryAcquire() && !places.tryAcquire(placeUntil - began, NANOSECONDS)) {
                return new Sending.Over(unavailable(Hindrance.TOO_MANY_UNDER_WAY));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Sending.Over(unavailable(Hindrance.STOPPING));
        }
        var inFlight = new InFlight(places);
        try {
            var sent = open.producer().send(record, (_, _) -> inFlight.settle());
            return new Sending.UnderWay(open, bytes(record), sent, began);
        } catch (InterruptException stopped) {
            inFlight.settle();
            Thread.currentThread().interrupt();
            return new Sending.Over(unavailable(Hindrance.STOPPING));
        } catch (KafkaException | IllegalStateException refused) {
            inFlight.settle();
            replace(open, refused);
            return new Sending.Over(unavailable(Hindrance.RENEWING));
        }
    }

    /// A record without a value deletes.
    private static int bytes(ProducerRecord<byte[], byte[]> record) {
        return record.value() == null ? 0 : record.value().length;
    }

    private Append outcome(Sending sending, long until) {
        return switch (sending) {
            case Sending.Over(Append append) -> append;
            case Sending.UnderWay underWay -> {
                Append append = awaited(underWay, until);
                meters.settled(append, underWay.began());
                yield append;
            }
        };
    }

    private Append awaited(Sending.UnderWay underWay, long until) {
        try {
            long left = Math.max(0, until - System.nanoTime());
            return appended(underWay.sent().get(left, NANOSECONDS));
        } catch (ExecutionException failure) {
            return failed(underWay, failure);
        } catch (TimeoutException late) {
            return unavailable(Hindrance.LATE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return unavailable(Hindrance.STOPPING);
        }
    }

    private static Append appended(RecordMetadata at) {
        return new Append.Appended(new Position(at.partition(), at.offset()));
    }

    private Append failed(Sending.UnderWay underWay, ExecutionException failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        if (cause instanceof RecordTooLargeException) {
            return new Append.TooLarge(underWay.bytes());
        }
        if (endsProducer(cause)) {
            replace(underWay.open(), cause);
        }
        LOG.debug("Append failed cause={}", cause.toString());
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
        meters.replaced();
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

    /// What was handed to the producer, or was not.
    private sealed interface Sending {

        record UnderWay(State.Open open, int bytes, Future<RecordMetadata> sent, long began)
                implements Sending {}

        record Over(Append append) implements Sending {}
    }

    /// Compared by identity: two moments in the life of an appender are never the same.
    private sealed interface State {

        record Open(Producer<byte[], byte[]> producer) implements State {}

        final class Replacing implements State {}

        final class Closed implements State {}
    }
}
