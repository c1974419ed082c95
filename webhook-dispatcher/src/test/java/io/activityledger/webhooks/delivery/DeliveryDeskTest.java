package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookAttempt.Outcome;
import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryDeskTest extends DeskFixture {

    @Test
    void aDeliveryIsMadeAtOnceAndLeavesAMarkerThatSwallowsDoubles() {
        // Given
        exists("e1");

        // When
        take("e1", "msg_1", 0);
        settle();
        take("e1", "msg_1", 1);
        settle();

        // Then
        assertThat(shipped).hasSize(1);
        assertThat(attempts).extracting(WebhookAttempt::outcome).containsExactly(Outcome.DELIVERED);
        assertThat(left(PendingKey.ROW)).isZero();
        assertThat(waiting()).isZero();
        assertThat(left(PendingKey.MARKER)).isEqualTo(1);
    }

    @Test
    void aFailedDeliveryWaitsForItsTimeAndThroughAReopening() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        desk.close();
        desk = desk();
        desk.visit();

        // Then
        assertThat(shipped).hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settle();
        assertThat(shipped).hasSize(2);
        assertThat(shipped).extracting(Shipment::webhookId).containsOnly("msg_1");
        assertThat(attempts)
                .extracting(WebhookAttempt::attempt, WebhookAttempt::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, Outcome.RETRYING),
                        org.assertj.core.groups.Tuple.tuple(2, Outcome.DELIVERED));
    }

    @Test
    void whatWasUnderWayAtAHandOverIsMadeAgainUnderTheSameId() {
        // Given
        exists("e1");
        holding = true;
        take("e1", "msg_1", 0);
        await().atMost(SOON).until(() -> shipped.size() == 1);

        // When
        desk.close();
        holding = false;
        desk = desk();
        desk.visit();
        settleOne();

        // Then
        assertThat(shipped).hasSize(2);
        hold.countDown();
        await().atMost(SOON).until(() -> inFlight.count() == 0);
        assertThat(left(PendingKey.MARKER)).isEqualTo(1);
        assertThat(left(PendingKey.ROW)).isZero();
    }

    @Test
    void aPartitionThatMovesWaitsForWhatIsUnderWayAtAReceiverThatIsWell() {
        // Given
        exists("e1");
        handOver = SOON;
        desk = desk();
        holding = true;
        take("e1", "msg_1", 0);
        await().atMost(SOON).until(() -> shipped.size() == 1);

        // When
        hold.countDown();
        desk.close();

        // Then
        assertThat(left(PendingKey.MARKER)).isEqualTo(1);
        assertThat(left(PendingKey.ROW)).isZero();
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void whatACrashLeftOfAnEndIsEndedAndNotSentAgain() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();
        byte[] marker = PendingKey.marker(new LaneKey("dev", "e1"), "msg_1");
        rows.put(marker, new byte[Long.BYTES]);

        // When
        clock.advance(Duration.ofMinutes(1));
        desk = desk();
        settle();

        // Then
        assertThat(shipped).hasSize(1);
        assertThat(left(PendingKey.ROW)).isZero();
        assertThat(waiting()).isZero();
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void whatLiesAtOrBelowTheAppliedOffsetIsIgnoredEvenWithoutAMarker() {
        // Given
        exists("e1");
        take("e1", "msg_1", 7);
        settle();
        clock.advance(MARKERS.plusSeconds(1));
        desk.visit();
        assertThat(left(PendingKey.MARKER)).isZero();

        // When
        desk.close();
        desk = desk();
        take("e1", "msg_1", 7);
        settle();

        // Then
        assertThat(shipped).hasSize(1);
    }

    @Test
    void anInactiveEndpointsDeliveriesWaitUntilItIsActive() {
        // Given
        exists("e1", false);
        take("e1", "msg_1", 0);
        desk.visit();
        assertThat(inFlight.count()).isZero();

        // When
        exists("e1", true);
        clock.advance(Duration.ofSeconds(2));
        desk.visit();
        settle();

        // Then
        assertThat(shipped).hasSize(1);
    }

    @Test
    void whatWaitsForADeletedEndpointIsDroppedAndToldAsSuch() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        endpoints.clear();
        desk.sweep();
        desk.visit();
        settle();

        // Then
        assertThat(shipped).hasSize(1);
        assertThat(attempts.getLast().outcome()).isEqualTo(Outcome.ENDPOINT_DELETED);
        assertThat(attempts.getLast().attempt()).isZero();
        assertThat(left(PendingKey.ROW)).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void aReceiverThatAnswersGoneEndsInADeadLetter() {
        // Given
        exists("e1");
        script.add(answer(410));

        // When
        take("e1", "msg_1", 0);
        settle();

        // Then
        assertThat(deadLetters).containsExactly("msg_1: the receiver answered 410");
        assertThat(endpoints.get("e1").active()).isFalse();
        assertThat(left(PendingKey.ROW)).isZero();
    }

    @Test
    void aBacklogBeyondWindowAndPlacesIsDeliveredWholeAndOnce() {
        // Given
        exists("e1");
        exists("e2");
        holding = true;

        // When
        IntStream.range(0, 200).forEach(at -> take("e" + (1 + at % 2), "msg_" + at, at));
        await().atMost(SOON).until(() -> shipped.size() == 4);
        assertThat(inFlight.count()).isEqualTo(4);
        holding = false;
        hold.countDown();
        settle();

        // Then
        assertThat(shipped).extracting(Shipment::webhookId).doesNotHaveDuplicates().hasSize(200);
        assertThat(waiting()).isZero();
    }

    @Test
    void aWaitingEntryWhoseRowIsGoneIsForgotten() {
        // Given
        exists("e1");
        var lane = new LaneKey("dev", "e1");
        new PendingStore(rows).move(lane, Due.FIRST, new Due(5, "msg_1", 2));

        // When
        desk = desk();
        desk.visit();

        // Then
        assertThat(waiting()).isZero();
        assertThat(inFlight.count()).isZero();
    }
}
