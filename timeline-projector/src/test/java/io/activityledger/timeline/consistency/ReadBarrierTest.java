package io.activityledger.timeline.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.projection.Waited;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReadBarrierTest {

    private static final LogPartition THIRD = new LogPartition("activities", 3);
    private static final LogPartition LINKS = new LogPartition("timeline-links", 3);
    private static final Consistency DEFAULT = new Consistency.ReadYourWrites();

    private final ScriptedEnds ends = new ScriptedEnds();
    private final RecordingStore store = new RecordingStore();
    private OptionalLong committed = OptionalLong.empty();
    private OptionalLong linksCommitted = OptionalLong.empty();
    private final ReadBarrier barrier =
            new ReadBarrier(
                    ends,
                    it ->
                            it.equals(LINKS) && linksCommitted.isPresent()
                                    ? linksCommitted
                                    : committed,
                    Duration.ofSeconds(1),
                    new BarrierMeters(new Metrics()));

    @Test
    void aReadWaitsForTheLastRecordBelowTheEndOfTheLog() {
        // Given
        ends.answer(new EndOffset.Known(10));

        // When
        Barrier outcome = barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Fresh());
        assertThat(store.awaited).containsExactly(9L);
    }

    @Test
    void aStandInHoldsWhatItsOwnersHadCommittedAndAsksNobodyWhereTheLogEnds() {
        // Given
        committed = OptionalLong.of(10);

        // When
        Barrier outcome = barrier.await(THIRD, new Consistency.StandIn(), store);

        // Then
        assertThat(outcome).isInstanceOf(Barrier.Stale.class);
        assertThat(store.awaited).containsExactly(9L);
    }

    @Test
    void whoHoldsLessThanWasCommittedIsNoStandIn() {
        // Given
        committed = OptionalLong.of(10);
        store.outcome = Waited.TIME_OVER;

        // When
        Barrier outcome = barrier.await(THIRD, new Consistency.StandIn(), store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Gone());
    }

    @Test
    void ofAPartitionThatCopiesOnlyCameToTheCopiesAreAllAStandInNeeds() {
        // Given
        var copies = new RecordingStore();
        committed = OptionalLong.of(0);
        linksCommitted = OptionalLong.of(4);

        // When
        Barrier outcome =
                barrier.await(
                        new Followed(THIRD, store),
                        new Followed(LINKS, copies),
                        new Consistency.StandIn());

        // Then
        assertThat(outcome).isInstanceOf(Barrier.Stale.class);
        assertThat(store.awaited).containsExactly(-1L);
        assertThat(copies.awaited).containsExactly(3L);
    }

    @Test
    void whereNothingWasCommittedOfEitherTopicThereIsNoStandIn() {
        // Given
        committed = OptionalLong.of(0);

        // When
        Barrier ofBoth =
                barrier.await(
                        new Followed(THIRD, store),
                        new Followed(LINKS, store),
                        new Consistency.StandIn());
        Barrier ofOne = barrier.await(THIRD, new Consistency.StandIn(), store);

        // Then
        assertThat(ofBoth).isEqualTo(new Barrier.Gone());
        assertThat(ofOne).isEqualTo(new Barrier.Gone());
        assertThat(store.awaited).isEmpty();
    }

    @Test
    void whereNobodySaysWhatWasCommittedThereIsNoStandIn() {
        // When
        Barrier outcome = barrier.await(THIRD, new Consistency.StandIn(), store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Gone());
        assertThat(store.awaited).isEmpty();
    }

    @Test
    void aReadOfAnEmptyLogWaitsForNothingThatCouldNeverCome() {
        // Given
        ends.answer(new EndOffset.Known(0));

        // When
        barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(store.awaited).containsExactly(-1L);
    }

    @Test
    void anEndThatFallsBackIsNotBelieved() {
        // Given
        ends.answer(new EndOffset.Known(10));
        ends.answer(new EndOffset.Known(4));
        barrier.await(THIRD, DEFAULT, store);

        // When
        barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(store.awaited).containsExactly(9L, 9L);
    }

    @Test
    void aPositionOnThePartitionIsWaitedForByItsOwnReadOnly() {
        // Given
        ends.answer(new EndOffset.Known(10));
        ends.answer(new EndOffset.Known(10));
        var behindTheEnd = new Consistency.Including(new Position(3, 40));

        // When
        barrier.await(THIRD, behindTheEnd, store);
        barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(store.awaited).containsExactly(40L, 9L);
    }

    @Test
    void aPositionOnAnotherPartitionSaysNothingAboutThisOne() {
        // Given
        ends.answer(new EndOffset.Known(10));

        // When
        barrier.await(THIRD, new Consistency.Including(new Position(2, 40)), store);

        // Then
        assertThat(store.awaited).containsExactly(9L);
    }

    @Test
    void aReadUpToAPositionAsksNobodyWhereTheLogEnds() {
        // When
        Barrier outcome = barrier.await(THIRD, new Consistency.UpTo(new Position(3, 40)), store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Fresh());
        assertThat(store.awaited).containsExactly(40L);
        assertThat(ends.asked).isEmpty();
    }

    @Test
    void anEventualReadAsksNobodyAndWaitsForNothing() {
        // When
        Barrier outcome = barrier.await(THIRD, new Consistency.Eventual(), store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Fresh());
        assertThat(store.awaited).isEmpty();
        assertThat(ends.asked).isEmpty();
    }

    @Test
    void aReadIsStaleWhereTheBrokersDoNotSayWhereTheLogEnds() {
        // Given
        ends.answer(new EndOffset.Unknown("away"));

        // When
        Barrier outcome = barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Stale("away"));
        assertThat(store.awaited).isEmpty();
    }

    @Test
    void aReadIsStaleWhereTheProjectionDoesNotCatchUpInTime() {
        // Given
        ends.answer(new EndOffset.Known(10));
        store.outcome = Waited.TIME_OVER;

        // When
        Barrier outcome = barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(outcome).isInstanceOf(Barrier.Stale.class);
    }

    @Test
    void aStoreThatClosesWhileItIsWaitedForHasGone() {
        // Given
        ends.answer(new EndOffset.Known(10));
        store.outcome = Waited.CLOSED;

        // When
        Barrier outcome = barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(outcome).isEqualTo(new Barrier.Gone());
    }

    @Test
    void askingAndCatchingUpShareOnePatience() {
        // Given
        ends.answer(new EndOffset.Known(10));
        long latest = System.nanoTime() + Duration.ofSeconds(1).toNanos();

        // When
        barrier.await(THIRD, DEFAULT, store);

        // Then
        assertThat(ends.asked).containsExactly(Duration.ofSeconds(1));
        assertThat(store.deadlines).hasSize(1);
        assertThat(store.deadlines.getFirst() - latest).isBetween(0L, 500_000_000L);
    }

    /// Answers what it was told to, in that order.
    private static final class ScriptedEnds implements LogEnds {

        private final Queue<EndOffset> answers = new ArrayDeque<>();
        private final List<Duration> asked = new ArrayList<>();

        void answer(EndOffset answer) {
            answers.add(answer);
        }

        @Override
        public EndOffset endOf(LogPartition partition, Duration patience) {
            asked.add(patience);
            return answers.remove();
        }
    }

    /// Remembers what was waited for.
    private static final class RecordingStore implements Projected {

        private final List<Long> awaited = new ArrayList<>();
        private final List<Long> deadlines = new ArrayList<>();
        private Waited outcome = Waited.APPLIED;

        @Override
        public Waited awaitApplied(long offset, long deadlineNanos) {
            awaited.add(offset);
            deadlines.add(deadlineNanos);
            return outcome;
        }
    }
}
