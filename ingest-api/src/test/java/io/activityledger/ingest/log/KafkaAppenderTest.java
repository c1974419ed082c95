package io.activityledger.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaAppenderTest {

    private static final AppendLimits TWO_AT_A_TIME =
            new AppendLimits(2, Duration.ofMillis(100), Duration.ofSeconds(3));

    private final Metrics metrics = new Metrics();
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();

    @Test
    void whatIsAcknowledgedStandsAtItsPosition() {
        try (var appender = open(TWO_AT_A_TIME, true)) {
            // When
            appender.append(record());
            Append second = appender.append(record());

            // Then
            assertThat(second).isEqualTo(new Append.Appended(new Position(0, 1)));
        }
    }

    @Test
    void beyondTheBoundTheAnswerComesAtOnceAndTheBoundHoldsUntilRecordsAreSettled() {
        // Given
        var patient = new AppendLimits(2, Duration.ofMillis(1), Duration.ofSeconds(3));
        try (var appender = open(patient, false)) {
            appender.append(record());
            appender.append(record());

            // When
            Append third = appender.append(record());

            // Then
            assertThat(third)
                    .isEqualTo(
                            new Append.Unavailable(
                                    Duration.ofSeconds(3), "Too many writes are under way"));
            assertThat(producers.getFirst().history()).hasSize(2);
            producers.getFirst().completeNext();
            appender.append(record());
            assertThat(producers.getFirst().history()).hasSize(3);
        }
    }

    @Test
    void whatIsNotAcknowledgedMayStandThereOrNot() throws Exception {
        // Given
        var limits = new AppendLimits(2, Duration.ofSeconds(20), Duration.ofSeconds(3));
        try (var appender = open(limits, false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var failing = threads.submit(() -> appender.append(record()));
            Awaitility.await().until(() -> producers.getFirst().history().size() == 1);

            // When
            producers.getFirst().errorNext(new NetworkException("gone"));

            // Then
            assertThat(failing.get(10, TimeUnit.SECONDS)).isInstanceOf(Append.Unavailable.class);
            assertThat(producers).hasSize(1);
        }
    }

    @Test
    void whatIsTooLargeIsRefusedForGood() throws Exception {
        // Given
        var limits = new AppendLimits(2, Duration.ofSeconds(20), Duration.ofSeconds(3));
        try (var appender = open(limits, false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var failing = threads.submit(() -> appender.append(record()));
            Awaitility.await().until(() -> producers.getFirst().history().size() == 1);

            // When
            producers.getFirst().errorNext(new RecordTooLargeException("too large"));

            // Then
            assertThat(failing.get(10, TimeUnit.SECONDS)).isEqualTo(new Append.TooLarge(5));
        }
    }

    @Test
    void aProducerThatCannotRecoverIsReplaced() {
        try (var appender = open(TWO_AT_A_TIME, true)) {
            // Given
            producers.getFirst().sendException = new KafkaException("in an error state");
            Append refused = appender.append(record());

            // When
            Append next = appender.append(record());

            // Then
            assertThat(refused).isInstanceOf(Append.Unavailable.class);
            assertThat(next).isEqualTo(new Append.Appended(new Position(0, 0)));
            assertThat(producers).hasSize(2);
            assertThat(producers.getFirst().closed()).isTrue();
        }
    }

    @Test
    void beforeOpeningAndAfterClosingNothingIsTaken() {
        // Given
        var appender =
                new KafkaAppender(() -> produce(true), TWO_AT_A_TIME, new AppendMeters(metrics));
        Append before = appender.append(record());
        appender.open();
        appender.close();

        // When
        Append after = appender.append(record());

        // Then
        assertThat(before).isInstanceOf(Append.Unavailable.class);
        assertThat(after).isInstanceOf(Append.Unavailable.class);
        assertThat(producers.getFirst().history()).isEmpty();
        assertThat(producers.getFirst().closed()).isTrue();
    }

    private KafkaAppender open(AppendLimits limits, boolean acknowledging) {
        var appender =
                new KafkaAppender(() -> produce(acknowledging), limits, new AppendMeters(metrics));
        appender.open();
        return appender;
    }

    private MockProducer<byte[], byte[]> produce(boolean acknowledging) {
        var producer =
                new MockProducer<>(
                        acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    private static ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>("letters", 0, new byte[] {1}, new byte[5]);
    }
}
