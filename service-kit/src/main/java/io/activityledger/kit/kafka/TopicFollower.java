package io.activityledger.kit.kafka;

import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What does a topic of one partition say, from its first record until now? Reads all of it at each
/// start into a fold that is held in memory, and then whatever comes.
///
/// ```
/// start ─▶ opens a consumer ─▶ reads to the end as it is then ─▶ publishes, ready ─▶ publishes per poll
///               ▲  a moment later; goes on where it was                │
///               └──────────── Kafka fails, or the fold says not now ───┘
/// ```
///
/// A topic that ends before what was read has been made anew: so is the fold, which is not shown
/// before it is whole. One platform thread of its own reads; any thread may ask and wait.
public final class TopicFollower implements Part, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final Source source;
    private final TopicFold fold;
    private final AppliedOffset applied = new AppliedOffset();
    private final AtomicReference<Connection> connection =
            new AtomicReference<>(new Connection.Absent("it has not been read yet"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private long next;
    private long target;

    /// Where the records come from.
    ///
    /// @param consumers makes consumers without a group
    /// @param ends asked where the topic ends; started and closed by its owner
    public record Source(
            String topic, Supplier<Consumer<byte[], byte[]>> consumers, EndOffsets ends) {

        TopicPartition partition() {
            return new TopicPartition(topic, 0);
        }
    }

    public TopicFollower(Source source, TopicFold fold) {
        this.source = source;
        this.fold = fold;
        this.thread =
                Thread.ofPlatform().name("follow-" + source.topic()).daemon().unstarted(this::keep);
    }

    @Override
    public String name() {
        return "topic " + source.topic();
    }

    @Override
    public void start() {
        thread.start();
    }

    /// Waits until everything is applied that stood on the topic when this was asked.
    public CaughtUp catchUp(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        return switch (source.ends().endOf(source.partition(), patience)) {
            case EndOffset.Unknown(String reason) -> behind("its end is not known: " + reason);
            case EndOffset.Known(long end) ->
                    awaitAllBelow(end, deadline)
                            ? new CaughtUp.Current()
                            : behind("its newest records could not be read in time");
        };
    }

    /// Waits for the record at `offset`; false when it was not applied before `deadline`, a
    /// [System#nanoTime].
    public boolean awaitApplied(long offset, long deadline) {
        return awaitAllBelow(offset + 1, deadline);
    }

    /// Ready once everything is read that stood on the topic when this began; from then on what is
    /// held is good enough to go on with, whatever becomes of Kafka.
    public Readiness.State readiness() {
        if (applied.next() >= 0) {
            return new Readiness.Ready();
        }
        return switch (connection.get()) {
            case Connection.Absent(String reason) -> new Readiness.NotReady(reason);
            case Connection.Present _ -> new Readiness.NotReady("it is being read");
        };
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

    private CaughtUp behind(String reason) {
        String sentence = source.topic() + ": " + reason;
        return applied.next() < 0 ? new CaughtUp.Unread(sentence) : new CaughtUp.Behind(sentence);
    }

    private boolean awaitAllBelow(long offset, long deadline) {
        try {
            return applied.await(offset, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void keep() {
        while (!isClosed()) {
            String failure = "it is not read any more";
            try {
                keepOnce();
            } catch (WakeupException _) {
                LOG.debug("Reading ends topic={}", source.topic());
            } catch (RuntimeException passing) {
                failure = "it cannot be read: " + passing;
                LOG.debug("Reading failed topic={}", source.topic(), passing);
            }
            connection.set(new Connection.Absent(failure));
            pause(failure);
        }
    }

    private void keepOnce() {
        try (var consumer = source.consumers().get()) {
            connection.set(new Connection.Present(consumer));
            begin(consumer);
            while (!isClosed()) {
                step(consumer);
            }
        }
    }

    /// Takes up where the fold ends, and at the first record where it reaches further than the
    /// topic.
    private void begin(Consumer<byte[], byte[]> consumer) {
        var partitions = List.of(source.partition());
        consumer.assign(partitions);
        long begin = consumer.beginningOffsets(partitions).getOrDefault(source.partition(), 0L);
        target = consumer.endOffsets(partitions).getOrDefault(source.partition(), 0L);
        if (next > target) {
            LOG.warn("Topic is read anew topic={} applied={} end={}", source.topic(), next, target);
            fold.restart();
            next = 0;
        }
        next = Math.max(next, begin);
        consumer.seek(source.partition(), next);
        LOG.info("Topic is read topic={} from={} target={}", source.topic(), next, target);
        publishWhenWhole();
    }

    /// Waits a moment for records and takes them.
    private void step(Consumer<byte[], byte[]> consumer) {
        for (var record : consumer.poll(POLL)) {
            byte[] key = record.key() == null ? new byte[0] : record.key();
            fold.take(
                    record.value() == null
                            ? new TopicRecord.Withdrawn(record.offset(), key)
                            : new TopicRecord.Said(record.offset(), key, record.value()));
        }
        long position = consumer.position(source.partition());
        if (position > next) {
            next = position;
            publishWhenWhole();
        }
    }

    private void publishWhenWhole() {
        if (next >= target) {
            fold.publish();
            applied.moveTo(next);
        }
    }

    private void pause(String failure) {
        try {
            if (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Topic is taken up again topic={} after={}", source.topic(), failure);
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
