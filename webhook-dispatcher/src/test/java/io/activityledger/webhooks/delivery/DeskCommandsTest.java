package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a desk makes of the commands about its endpoints.
class DeskCommandsTest extends DeskFixture {

    private static final LaneKey LANE = new LaneKey("dev", "e1");

    @Test
    void whatWaitsForALaterAttemptIsMadeAtOnce() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        obey("e1", new Command.Retry("msg_1"), 0);
        settle();

        // Then
        assertThat(shipped).extracting(Shipment::webhookId).containsExactly("msg_1", "msg_1");
        assertThat(attempts.getLast().attempt()).isEqualTo(2);
        assertThat(waiting()).isZero();
    }

    @Test
    void aDeadLetterThatIsSentAgainIsDeliveredUnderTheSameIdAndIsNoDeadLetterAnyMore() {
        // Given
        givenUp("msg_1");

        // When
        obey("e1", new Command.Retry("msg_1"), 0);
        settle();

        // Then
        assertThat(shipped).extracting(Shipment::webhookId).containsExactly("msg_1", "msg_1");
        assertThat(reader().letters(LANE, 0, 10).total()).isZero();
        assertThat(waiting()).isZero();
        assertThat(desk.waiting()).isZero();
        assertThat(left(PendingKey.MARKER)).isEqualTo(1);
    }

    @Test
    void aCommandThatIsReadAgainChangesNothing() {
        // Given
        givenUp("msg_1");
        obey("e1", new Command.Retry("msg_1"), 0);
        settle();

        // When
        desk.close();
        desk = desk();
        obey("e1", new Command.Retry("msg_1"), 0);
        obey("e1", new Command.Retry("msg_1"), 1);
        settle();

        // Then
        assertThat(shipped).hasSize(2);
    }

    @Test
    void aDeadLetterThatIsDroppedIsGone() {
        // Given
        givenUp("msg_1");

        // When
        obey("e1", new Command.Drop("msg_1"), 0);
        settle();

        // Then
        assertThat(reader().letters(LANE, 0, 10).total()).isZero();
        assertThat(reader().letter(LANE, "msg_1")).isEmpty();
        assertThat(shipped).hasSize(1);
    }

    @Test
    void aRecoverySendsAllThatWasGivenUpSinceAndGoesOnAfterAMove() {
        // Given
        givenUp("msg_early");
        clock.advance(Duration.ofHours(1));
        Instant since = clock.instant();
        var letters = new DeadLetterStore(rows);
        byte[] body = letters.find(LANE, "msg_early").orElseThrow().delivery();
        clock.advance(Duration.ofSeconds(1));
        IntStream.range(0, 450)
                .forEach(at ->
                        letters.add(
                                LANE,
                                "msg_" + at,
                                new DeadLetter(clock.instant(), "tried for days", body)));
        clock.advance(Duration.ofSeconds(1));

        // When
        obey("e1", new Command.Recover(since), 0);
        desk.visit();
        assertThat(reader().letters(LANE, 0, 10).total()).isBetween(200L, 400L);
        desk.close();
        desk = desk();
        IntStream.range(0, 5).forEach(_ -> desk.visit());
        settle();

        // Then
        assertThat(left(PendingKey.MARKER)).isEqualTo(451);
        assertThat(reader().letters(LANE, 0, 10).total()).isEqualTo(1);
        assertThat(reader().letter(LANE, "msg_early")).isPresent();
    }

    @Test
    void aRecoveryBringsForwardWhatFailedSinceAndWaits() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_before", 0);
        settle();
        clock.advance(Duration.ofSeconds(4));
        Instant since = clock.instant();
        script.addAll(List.of(answer(500), answer(500)));
        take("e1", "msg_1", 1);
        take("e1", "msg_2", 2);
        settle();
        assertThat(shipped).hasSize(3);

        // When
        obey("e1", new Command.Recover(since), 0);
        desk.visit();
        settle();

        // Then
        assertThat(shipped)
                .extracting(Shipment::webhookId)
                .containsExactlyInAnyOrder("msg_before", "msg_1", "msg_2", "msg_1", "msg_2");
        assertThat(attempts.getLast().attempt()).isEqualTo(2);
        assertThat(waiting()).isEqualTo(1);
        assertThat(left(PendingKey.RECOVERY)).isZero();
    }

    @Test
    void aRecoveryOfAnyNumberThatWaitsIsMadeInStepsAndSendsNothingTwice() {
        // Given
        exists("e1");
        exists("e2", false);
        var lane = new LaneKey("dev", "e2");
        IntStream.range(0, 450).forEach(at -> take("e2", "msg_" + at, at));
        var store = new PendingStore(rows);
        Instant failed = clock.instant();
        for (Due due : store.waiting(lane, Due.FIRST, true, 1_000)) {
            store.fail(lane, due, due.again(clock.millis() + 3_600_000), failed);
        }
        desk.close();
        desk = desk();
        exists("e2");
        clock.advance(Duration.ofSeconds(1));

        // When
        obey("e2", new Command.Recover(failed), 0);
        desk.visit();
        int afterOneVisit = shipped.size() + inFlight.count();
        await().atMost(SOON)
                .until(() -> {
                    desk.visit();
                    return left(PendingKey.MARKER) == 450;
                });

        // Then
        assertThat(afterOneVisit).isLessThan(450);
        assertThat(shipped).hasSize(450).extracting(Shipment::webhookId).doesNotHaveDuplicates();
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void aReplayBeginsGoesOnAfterAMoveAndTellsItsEnd() {
        // Given
        exists("e1");
        Instant from = clock.instant().minus(Duration.ofHours(1));
        obey("e1", new Command.Replay(from, clock.instant()), 7);
        tellers.getFirst().accept(replays.getFirst().at(List.of(5L), List.of(10L), 3));
        desk.visit();

        // When
        desk.close();
        desk = desk();
        Replay further = replays.getLast();
        tellers.getLast().accept(further.in(Replay.State.COMPLETED));
        desk.visit();

        // Then
        assertThat(stopped).containsExactly("rpl_7");
        assertThat(further.next()).containsExactly(5L);
        assertThat(further.queued()).isEqualTo(3);
        assertThat(status("rpl_7")).contains("\"status\":\"completed\"", "\"queued\":3");
        assertThat(reader().hasObeyed("rpl_7")).isTrue();
        assertThat(reader().hasObeyed("rpl_8")).isFalse();
    }

    @Test
    void replaysOfOneEndpointTakeTurnsAndACancelledOneEnds() {
        // Given
        exists("e1");
        obey("e1", new Command.Replay(clock.instant(), clock.instant()), 1);
        obey("e1", new Command.Replay(clock.instant(), clock.instant()), 2);
        assertThat(replays).extracting(Replay::id).containsExactly("rpl_1");

        // When
        obey("e1", new Command.Cancel("rpl_1"), 3);
        tellers.getFirst().accept(replays.getFirst().in(Replay.State.COMPLETED));
        desk.visit();

        // Then
        assertThat(stopped).containsExactly("rpl_1");
        assertThat(status("rpl_1")).contains("\"status\":\"cancelled\"");
        assertThat(replays).extracting(Replay::id).containsExactly("rpl_1", "rpl_2");
    }

    private void givenUp(String webhookId) {
        exists("e1");
        script.add(answer(410));
        take("e1", webhookId, 0);
        settle();
        exists("e1", true);
        desk.sweep();
        assertThat(reader().letters(LANE, 0, 10).total()).isEqualTo(1);
    }

    private String status(String id) {
        return new String(reader().replay(LANE, id).orElseThrow().json(), UTF_8);
    }
}
