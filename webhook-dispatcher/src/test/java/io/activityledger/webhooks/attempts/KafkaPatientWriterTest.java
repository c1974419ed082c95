package io.activityledger.webhooks.attempts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookAttempt.Outcome;
import io.activityledger.schemas.WebhookAttemptCodec;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.webhooks.deadletter.KafkaDeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaPatientWriterTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final WebhookAttempt ATTEMPT =
            new WebhookAttempt(
                    "d1",
                    "w1",
                    "ws",
                    "e1",
                    "activity.created",
                    "a1",
                    1,
                    NOON,
                    12,
                    Outcome.DELIVERED,
                    200,
                    "ok",
                    null,
                    null,
                    null);
    private static final WebhookDelivery DELIVERY =
            new WebhookDelivery(
                    "w1",
                    "ws",
                    "e1",
                    "activity.created",
                    "a1",
                    NOON,
                    3,
                    4711,
                    "ws/contact/c1",
                    "{}");

    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final FakeSchemaRegistry registry = new FakeSchemaRegistry();
    private final KafkaPatientWriter writer = writer(Duration.ofSeconds(20));
    private final KafkaAttempts attempts =
            new KafkaAttempts(writer, new WebhookAttemptCodec(registry));
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        writer.close();
        callers.shutdownNow();
    }

    @Test
    void anAttemptIsToldWhenItIsAcknowledgedAndNotBefore() throws Exception {
        // Given
        writer.open();
        Future<Written> told = callers.submit(() -> attempts.write(ATTEMPT, () -> true));
        awaitSent(producers.getFirst());
        assertThat(told.isDone()).isFalse();

        // When
        completeAll();

        // Then
        assertThat(get(told)).isEqualTo(new Written.Acknowledged());
        var record = producers.getFirst().history().getFirst();
        assertThat(record.topic()).isEqualTo(Topics.WEBHOOK_ATTEMPTS.name());
        assertThat(new String(record.key(), UTF_8)).isEqualTo("ws/webhook/e1");
        assertThat(new WebhookAttemptCodec(registry).decode(record.value()))
                .isEqualTo(new Decoded.Value<>(ATTEMPT));
    }

    @Test
    void anOutageIsWaitedOutHoweverLong() throws Exception {
        // Given
        writer.open();
        Future<Written> told = callers.submit(() -> attempts.write(ATTEMPT, () -> true));
        for (int failure = 0; failure < 20; failure++) {
            awaitSent(producers.getFirst());
            producers.getFirst().errorNext(new NetworkException("away"));
        }

        // When
        awaitSent(producers.getFirst());
        completeAll();

        // Then
        assertThat(get(told)).isEqualTo(new Written.Acknowledged());
    }

    @Test
    void silenceCountsAsFailureAndIsTriedAgain() throws Exception {
        // Given
        try (var hasty = writer(Duration.ofMillis(20))) {
            hasty.open();
            var told =
                    callers.submit(() ->
                            new KafkaAttempts(hasty, new WebhookAttemptCodec(registry))
                                    .write(ATTEMPT, () -> true));

            // When: nobody answers the first of them
            Awaitility.await().until(() -> producers.getFirst().history().size() >= 2);
            Awaitility.await()
                    .until(() -> {
                        completeAll();
                        return told.isDone();
                    });

            // Then
            assertThat(get(told)).isEqualTo(new Written.Acknowledged());
        }
    }

    @Test
    void aRegistryThatIsAwayIsWaitedFor() throws Exception {
        // Given
        registry.goDown();
        writer.open();
        var tries = new AtomicInteger();
        Future<Written> told =
                callers.submit(() -> attempts.write(ATTEMPT, () -> tries.incrementAndGet() > 0));
        Awaitility.await().until(() -> tries.get() > 3);

        // When
        registry.comeBack();

        // Then
        awaitSent(producers.getFirst());
        completeAll();
        assertThat(get(told)).isEqualTo(new Written.Acknowledged());
    }

    @Test
    void whatNobodyWantsAnyMoreIsGivenUp() throws Exception {
        // Given
        var hasty = writer(Duration.ofMillis(50));
        hasty.open();
        var wanted = new AtomicBoolean(true);
        Future<Written> told =
                callers.submit(() ->
                        new KafkaAttempts(hasty, new WebhookAttemptCodec(registry))
                                .write(ATTEMPT, wanted::get));
        awaitSent(producers.getFirst());

        // When
        wanted.set(false);

        // Then
        assertThat(get(told)).isEqualTo(new Written.NoLongerWanted());
    }

    @Test
    void closingEndsAllWaiting() throws Exception {
        // Given
        var hasty = writer(Duration.ofMillis(50));
        hasty.open();
        Future<Written> told =
                callers.submit(() ->
                        new KafkaAttempts(hasty, new WebhookAttemptCodec(registry))
                                .write(ATTEMPT, () -> true));
        awaitSent(producers.getFirst());

        // When
        hasty.close();

        // Then
        assertThat(get(told)).isEqualTo(new Written.NoLongerWanted());
    }

    @Test
    void aBrokenProducerIsReplacedAndTheRecordWrittenThroughTheNext() throws Exception {
        // Given
        writer.open();
        Future<Written> told = callers.submit(() -> attempts.write(ATTEMPT, () -> true));
        awaitSent(producers.getFirst());

        // When
        producers.getFirst().errorNext(new OutOfOrderSequenceException("broken"));

        // Then
        Awaitility.await().until(() -> producers.size() == 2);
        awaitSent(producers.get(1));
        producers.get(1).completeNext();
        assertThat(get(told)).isEqualTo(new Written.Acknowledged());
        assertThat(producers.getFirst().closed()).isTrue();
    }

    @Test
    void whatNoTopicTakesIsNotTriedForEver() {
        // Given
        writer.open();
        Future<Written> told = callers.submit(() -> attempts.write(ATTEMPT, () -> true));
        awaitSent(producers.getFirst());

        // When
        producers.getFirst().errorNext(new RecordTooLargeException("too large"));

        // Then
        assertThatThrownBy(() -> get(told)).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeadLetterIsTheDeliveryAndSaysWhy() throws Exception {
        // Given
        writer.open();
        var letters = new KafkaDeadLetters(writer, new WebhookDeliveryCodec(registry));
        Callable<Written> write = () -> letters.write(DELIVERY, "10 attempts failed", () -> true);

        // When
        Future<Written> told = callers.submit(write);
        awaitSent(producers.getFirst());
        completeAll();

        // Then
        assertThat(get(told)).isEqualTo(new Written.Acknowledged());
        var record = producers.getFirst().history().getFirst();
        assertThat(record.topic()).isEqualTo(Topics.WEBHOOK_DEAD_LETTERS.name());
        assertThat(new String(record.key(), UTF_8)).isEqualTo("ws/webhook/e1");
        assertThat(new WebhookDeliveryCodec(registry).decode(record.value()))
                .isEqualTo(new Decoded.Value<>(DELIVERY));
        assertThat(record.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly(
                        "reason=10 attempts failed",
                        "webhook-id=w1",
                        "origin-partition=3",
                        "origin-offset=4711");
    }

    private KafkaPatientWriter writer(Duration patience) {
        return new KafkaPatientWriter(this::produce, patience, Duration.ofMillis(2));
    }

    private static Written get(Future<Written> told) throws Exception {
        return told.get(10, TimeUnit.SECONDS);
    }

    private void completeAll() {
        producers.forEach(producer -> {
            while (producer.completeNext()) {
                // Each that was sent so far.
            }
        });
    }

    /// Something is sent and not yet settled.
    private static void awaitSent(MockProducer<byte[], byte[]> producer) {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> !producer.flushed());
    }

    private Producer<byte[], byte[]> produce() {
        var producer =
                new MockProducer<>(
                        false, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }
}
