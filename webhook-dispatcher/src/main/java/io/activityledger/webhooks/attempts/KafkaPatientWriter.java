package io.activityledger.webhooks.attempts;

import io.activityledger.schemas.SchemaRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does this record stand on its topic? Asked again and again, for as long as somebody wants to
/// know.
///
/// ```
///            ┌── acknowledged ──▶ Acknowledged
/// ─▶ try ────┼── failed ──▶ pause ──▶ stillWanted? ──▶ try
///     ▲      └── the producer is broken ──▶ another takes its place ──▶ pause …
/// ```
///
/// A record of which nobody heard may stand there all the same: what is written names itself by an
/// id, and readers meet doubles. Safe for many threads; blocks its callers, virtual ones.
public final class KafkaPatientWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPatientWriter.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration patience;
    private final Duration pause;
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> current =
            new AtomicReference<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// `producers` makes idempotent producers that wait for all replicas in sync; `patience` is for
    /// one try, `pause` lies between two.
    public KafkaPatientWriter(
            Supplier<Producer<byte[], byte[]>> producers, Duration patience, Duration pause) {
        this.producers = producers;
        this.patience = patience;
        this.pause = pause;
    }

    public void open() {
        current.set(producers.get());
    }

    /// Writes what `record` makes; it may fail for want of a registry, and is asked anew each time.
    public Written write(
            Supplier<ProducerRecord<byte[], byte[]>> record, BooleanSupplier stillWanted) {
        try {
            while (closed.getCount() > 0 && stillWanted.getAsBoolean()) {
                if (acknowledged(record)) {
                    return new Written.Acknowledged();
                }
                boolean over = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                if (over) {
                    break;
                }
            }
        } catch (InterruptedException | InterruptException stopped) {
            Thread.currentThread().interrupt();
        }
        return new Written.NoLongerWanted();
    }

    /// Ends all waiting.
    @Override
    public void close() {
        closed.countDown();
        var producer = current.getAndSet(null);
        if (producer != null) {
            producer.close(CLOSE_LIMIT);
        }
    }

    private boolean acknowledged(Supplier<ProducerRecord<byte[], byte[]>> record)
            throws InterruptedException {
        var producer = current.get();
        if (producer == null) {
            return false;
        }
        try {
            producer.send(record.get()).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            tellMended();
            return true;
        } catch (SchemaRegistry.Unavailable | TimeoutException later) {
            tellFailing(later);
        } catch (ExecutionException failure) {
            failed(producer, Objects.requireNonNullElse(failure.getCause(), failure));
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (KafkaException | IllegalStateException broken) {
            failed(producer, broken);
            replace(producer);
        }
        return false;
    }

    private void failed(Producer<byte[], byte[]> producer, Throwable cause) {
        if (cause instanceof RecordTooLargeException tooLarge) {
            throw new IllegalArgumentException("larger than the topic takes", tooLarge);
        }
        tellFailing(cause);
        if (endsProducer(cause)) {
            replace(producer);
        }
    }

    private static boolean endsProducer(Throwable cause) {
        return cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof InvalidPidMappingException
                || cause instanceof OutOfOrderSequenceException;
    }

    /// Whoever meets the broken producer first makes another; meanwhile there is none.
    private void replace(Producer<byte[], byte[]> broken) {
        if (!current.compareAndSet(broken, null)) {
            return;
        }
        try {
            var fresh = producers.get();
            current.set(fresh);
            broken.close(Duration.ZERO);
            if (closed.getCount() == 0 && current.compareAndSet(fresh, null)) {
                fresh.close(Duration.ZERO);
            }
        } catch (KafkaException noneToBeHad) {
            tellFailing(noneToBeHad);
            current.compareAndSet(null, broken);
        }
    }

    private void tellFailing(Throwable cause) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("Endings wait for Kafka cause={}", cause.toString());
        }
    }

    private void tellMended() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("Endings are written again");
        }
    }
}
