package io.activityledger.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    void ofABatchAllAreUnderWayTogetherInTheirOrder() throws Exception {
        // Given
        var limits = new AppendLimits(3, Duration.ofSeconds(20), Duration.ofSeconds(3));
        try (var appender = open(limits, false);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var producer = producers.getFirst();

            // When
            var batch = threads.submit(() -> appender.appendAll(records(5)));

            // Then: the bound holds, and room is waited for
            Awaitility.await().until(() -> producer.history().size() == 3);
            producer.completeNext();
            Awaitility.await().until(() -> producer.history().size() == 4);
            producer.errorNext(new NetworkException("gone"));
            Awaitility.await().until(() -> producer.history().size() == 5);
            while (producer.completeNext()) {}
            assertThat(batch.get(20, TimeUnit.SECONDS))
                    .extracting(each -> each instanceof Append.Appended)
                    .containsExactly(true, false, true, true, true);
            assertThat(producer.history())
                    .extracting(each -> each.value()[0])
                    .containsExactly((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        }
    }

    @Test
    void whatOfABatchIsNotSentInTimeIsNotSentAtAll() {
        // Given
        try (var appender = open(TWO_AT_A_TIME, false)) {
            // When
            List<Append> batch = appender.appendAll(records(4));

            // Then
            assertThat(batch).hasSize(4).hasOnlyElementsOfType(Append.Unavailable.class);
            assertThat(producers.getFirst().history()).hasSize(2);
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

    private static List<Supplier<ProducerRecord<byte[], byte[]>>> records(int count) {
        List<Supplier<ProducerRecord<byte[], byte[]>>> records = new ArrayList<>();
        for (byte each = 0; each < count; each++) {
            byte[] value = {each};
            records.add(() -> new ProducerRecord<>("letters", 0, new byte[] {1}, value));
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>("letters", 0, new byte[] {1}, new byte[5]);
    }
}
