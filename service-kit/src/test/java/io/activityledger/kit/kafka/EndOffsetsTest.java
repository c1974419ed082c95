package io.activityledger.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.kit.kafka.EndOffset.Known;
import io.activityledger.kit.kafka.EndOffset.Unknown;
import io.activityledger.kit.kafka.OffsetListing.Failed;
import io.activityledger.kit.kafka.OffsetListing.Found;
import io.activityledger.kit.kafka.OffsetListing.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndOffsetsTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Brokers brokers = new Brokers();
    private final EndOffsets ends = new EndOffsets(brokers, Duration.ofHours(1));
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void start() {
        ends.start();
    }

    @AfterEach
    void stop() {
        ends.close();
        readers.shutdownNow();
    }

    @Test
    void aReaderThatComesWhileACallIsInFlightWaitsForTheNext() throws Exception {
        // Given
        var early = read(P0);
        var first = brokers.call(0);
        var late = read(P0);
        await().until(() -> ends.waiting() == 1);
        // When
        first.answer(P0, new Found(5, 1));
        var second = brokers.call(1);
        second.answer(P0, new Found(9, 1));
        // Then
        assertThat(answerOf(early)).isEqualTo(new Known(5));
        assertThat(answerOf(late)).isEqualTo(new Known(9));
    }

    @Test
    void allWhoWaitShareOneCall() throws Exception {
        // Given
        var blocking = read(P0);
        var first = brokers.call(0);
        var waiting = List.of(read(P0), read(P0), read(P1));
        await().until(() -> ends.waiting() == 3 && brokers.calls.size() == 1);
        // When
        first.answer(P0, new Found(1, 1));
        brokers.call(1).answer(P0, new Found(2, 1)).answer(P1, new Found(3, 1));
        // Then
        assertThat(answerOf(blocking)).isEqualTo(new Known(1));
        assertThat(answerOf(waiting.get(0))).isEqualTo(new Known(2));
        assertThat(answerOf(waiting.get(1))).isEqualTo(new Known(2));
        assertThat(answerOf(waiting.get(2))).isEqualTo(new Known(3));
        assertThat(brokers.calls).hasSize(2);
        assertThat(brokers.call(1).partitions).containsExactlyInAnyOrder(P0, P1);
    }

    @Test
    void anErrorForOnePartitionFailsNoOther() throws Exception {
        // Given
        var both = readers.submit(() -> ends.endsOf(Set.of(P0, P1), PATIENCE));
        // When
        brokers.call(0).answer(P0, new Failed("no leader")).answer(P1, new Found(7, 1));
        // Then
        assertThat(both.get(20, TimeUnit.SECONDS))
                .containsEntry(P0, new Unknown("no leader"))
                .containsEntry(P1, new Known(7));
    }

    @Test
    void aPartitionThatNeverAnswersHoldsUpNoOther() throws Exception {
        // Given
        var hasty = new EndOffsets(brokers, Duration.ofMillis(1));
        hasty.start();
        var stuck = readers.submit(() -> hasty.endOf(P0, PATIENCE));
        brokers.call(0);
        // When
        var other = readers.submit(() -> hasty.endOf(P1, PATIENCE));
        brokers.call(1).answer(P1, new Found(7, 1));
        // Then
        assertThat(answerOf(other)).isEqualTo(new Known(7));
        assertThat(stuck).isNotDone();
        hasty.close();
    }

    @Test
    void theAnswerOfAnOlderLeaderIsDroppedAndAskedAgain() throws Exception {
        // Given
        var before = read(P0);
        brokers.call(0).answer(P0, new Found(50, 4));
        assertThat(answerOf(before)).isEqualTo(new Known(50));
        // When
        var reader = read(P0);
        brokers.call(1).answer(P0, new Found(40, 3));
        brokers.call(2).answer(P0, new Found(51, 4));
        // Then
        assertThat(answerOf(reader)).isEqualTo(new Known(51));
    }

    @Test
    void theWaitIsBounded() {
        // When
        var answer = ends.endOf(P0, Duration.ofMillis(30));
        // Then
        assertThat(answer).isEqualTo(new Unknown("no answer from the brokers in time"));
    }

    @Test
    void aListingThatThrowsAnswersUnknownAndTheNextOneWorks() throws Exception {
        // Given
        brokers.broken = true;
        var failed = ends.endOf(P0, PATIENCE);
        brokers.broken = false;
        // When
        var reader = read(P0);
        brokers.call(0).answer(P0, new Found(1, 1));
        // Then
        assertThat(failed).isInstanceOf(Unknown.class);
        assertThat(answerOf(reader)).isEqualTo(new Known(1));
    }

    @Test
    void closingFreesWhoeverWaits() throws Exception {
        // Given
        var asked = read(P0);
        brokers.call(0);
        var waiting = read(P0);
        await().until(() -> ends.waiting() == 1);
        // When
        ends.close();
        // Then
        assertThat(answerOf(waiting)).isEqualTo(new Unknown("closed"));
        assertThat(answerOf(asked)).isEqualTo(new Unknown("closed"));
        assertThat(ends.endOf(P0, PATIENCE)).isEqualTo(new Unknown("closed"));
    }

    @Test
    void everyReaderOfManySeesAnEndAtLeastAsNewAsItsQuestion() throws Exception {
        // Given
        brokers.end = 0;
        var all = new CopyOnWriteArrayList<Future<Boolean>>();
        // When
        for (int reader = 0; reader < 64; reader++) {
            all.add(readers.submit(this::neverAnOlderEnd));
        }
        // Then
        for (var each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean neverAnOlderEnd() {
        for (int round = 0; round < 200; round++) {
            long atLeast = brokers.append();
            var answer = ends.endOf(P0, PATIENCE);
            if (!(answer instanceof Known(long end)) || end < atLeast) {
                return false;
            }
        }
        return true;
    }

    private Future<EndOffset> read(TopicPartition partition) {
        return readers.submit(() -> ends.endOf(partition, PATIENCE));
    }

    private static EndOffset answerOf(Future<EndOffset> reader) throws Exception {
        return reader.get(20, TimeUnit.SECONDS);
    }

    /// Brokers that answer when told to or, once they have an end, by themselves.
    private static final class Brokers implements OffsetListing {

        private final List<Call> calls = new CopyOnWriteArrayList<>();
        private volatile boolean broken;
        private volatile long end = -1;

        @Override
        public void latest(
                Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            if (end >= 0) {
                long asked = end;
                Thread.ofVirtual()
                        .start(() -> partitions.forEach(p -> answers.accept(p, found(asked))));
            } else {
                calls.add(new Call(partitions, answers));
            }
        }

        synchronized long append() {
            return ++end;
        }

        Call call(int number) {
            await().until(() -> calls.size() > number);
            return calls.get(number);
        }

        private static Listed found(long offset) {
            return new Found(offset, 1);
        }
    }

    private record Call(
            Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers) {

        Call answer(TopicPartition partition, Listed listed) {
            answers.accept(partition, listed);
            return this;
        }
    }
}
