package io.activityledger.ingest.reference;

import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.ReferenceCodec;
import io.activityledger.schemas.SchemaRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the local copy of `references` up to date, and makes a new one when it must.
///
/// ```
///           opened, positions found
///  Absent ─────────────────────────▶ Present ──▶ polls for as long as nothing fails
///    ▲  a moment later                  │
///    └──────────────────────────────────┘  Kafka, registry or disk failed; a broken copy is condemned
/// ```
///
/// One platform thread of its own opens, writes and closes the copy; any thread reads it.
public final class KafkaReferenceCopy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReferenceCopy.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Source source;
    private final Place place;
    private final KafkaReferenceReader reader;
    private final AtomicReference<State> state =
            new AtomicReference<>(new State.Absent("The references have not been read yet"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("ingest-references").daemon().unstarted(this::keep);

    /// Where the records come from.
    ///
    /// @param consumers makes consumers without a group
    /// @param identity names the topic for good, so that a copy of another one is known
    /// @param partitions of the topic
    public record Source(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<String> identity,
            int partitions,
            ReferenceCodec codec) {}

    /// Where the copy lies, and the memory it may take.
    public record Place(Path directory, ByteSize memory) {}

    public KafkaReferenceCopy(Source source, Place place) {
        this.source = source;
        this.place = place;
        this.reader = new KafkaReferenceReader(source.codec());
    }

    public void start() {
        thread.start();
    }

    State state() {
        return state.get();
    }

    /// What a stored value says.
    Decoded<Reference> decode(StoredReference stored) {
        return source.codec().decode(stored.value());
    }

    /// Ready once everything is read that stood on the topic when this service began.
    public Readiness.State readiness() {
        return switch (state.get()) {
            case State.Absent(String reason) -> new Readiness.NotReady(reason);
            case State.Present present -> present.readiness();
        };
    }

    /// Records of the topic that were no references and were passed over.
    public long skipped() {
        return reader.skipped();
    }

    @Override
    public void close() {
        closed.countDown();
        if (state.get() instanceof State.Present present) {
            present.consumer().wakeup();
        }
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(CLOSE_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        while (!isClosed()) {
            String failure = "The references are not read any more";
            try {
                keepOnce();
            } catch (WakeupException _) {
                LOG.debug("Reading of references ends");
            } catch (StoreBroken | OffsetOutOfRangeException unusable) {
                failure = condemned(unusable);
            } catch (KafkaException
                    | SchemaRegistry.Unavailable
                    | StoreFailure
                    | UncheckedIOException passing) {
                failure = "The references cannot be read: " + passing.getMessage();
            }
            state.set(new State.Absent(failure));
            pause(failure);
        }
    }

    private void keepOnce() {
        try (var consumer = source.consumers().get();
                var store =
                        ReferenceStore.open(
                                place.directory(), source.identity().get(), place.memory())) {
            var applied = new AppliedOffsets(source.partitions());
            var ends = reader.begin(consumer, store, applied);
            state.set(new State.Present(consumer, store, applied, ends));
            LOG.info("References are read partitions={} target={}", ends.size(), ends);
            while (!isClosed()) {
                reader.step(consumer, store, applied);
            }
        }
    }

    private String condemned(RuntimeException unusable) {
        LOG.warn("Local references are condemned cause={}", unusable.getMessage());
        try {
            new StoreDirectory(place.directory()).condemn();
        } catch (UncheckedIOException unwritable) {
            return "The data directory cannot be written: " + unwritable.getMessage();
        }
        return "The references are read anew: " + unusable.getMessage();
    }

    private void pause(String failure) {
        try {
            if (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("References are taken up again after={}", failure);
            }
        } catch (InterruptedException stopped) {
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /// Is there a copy at hand?
    sealed interface State {

        record Absent(String reason) implements State {}

        /// The store and the offsets applied to it belong together for as long as both are used.
        record Present(
                Consumer<byte[], byte[]> consumer,
                ReferenceStore store,
                AppliedOffsets applied,
                Map<Integer, Long> target)
                implements State {

            Readiness.State readiness() {
                long missing =
                        target.entrySet().stream()
                                .mapToLong(each -> each.getValue() - applied.next(each.getKey()))
                                .filter(left -> left > 0)
                                .sum();
                return missing == 0
                        ? new Readiness.Ready()
                        : new Readiness.NotReady(missing + " references are still to be read");
            }
        }
    }
}
