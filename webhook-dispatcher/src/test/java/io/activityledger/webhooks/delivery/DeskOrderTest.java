package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// In which order a desk sends to endpoints that want one.
class DeskOrderTest extends DeskFixture {

    @Test
    void oneSubjectsActivitiesComeInOrderThoughTheFirstFails() {
        // Given
        wantsOrder("e1");
        script.add(answer(500));
        take("e1", "msg_z", 0);
        settle();

        // When
        take("e1", "msg_a", 1);
        take("e1", "msg_b", 2);
        settle();
        assertThat(shipped).hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settleAll();

        // Then
        assertThat(shipped)
                .extracting(Shipment::webhookId)
                .containsExactly("msg_z", "msg_z", "msg_a", "msg_b");
        assertThat(left(PendingKey.QUEUE)).isZero();
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void aHeadThatFailsHoldsOnlyItsOwnSubject() {
        // Given
        wantsOrder("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0, "dev/contact/c1");
        settle();

        // When
        take("e1", "msg_2", 1, "dev/contact/c1");
        take("e1", "msg_3", 2, "dev/contact/c2");
        settle();

        // Then
        assertThat(shipped).extracting(Shipment::webhookId).containsExactly("msg_1", "msg_3");
        assertThat(desk.waiting()).isEqualTo(2);
    }

    @Test
    void whatIsAboutNoSubjectStandsOutsideTheOrder() {
        // Given
        wantsOrder("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        take("e1", "msg_replayed", 1, "");
        settle();

        // Then
        assertThat(shipped)
                .extracting(Shipment::webhookId)
                .containsExactly("msg_1", "msg_replayed");
    }

    @Test
    void aLineGoesOnAfterAMoveAndWhenOrderIsNotWantedAnyMore() {
        // Given
        wantsOrder("e1");
        script.add(answer(500));
        IntStream.range(0, 6).forEach(at -> take("e1", "msg_" + at, at));
        settle();

        // When
        desk.close();
        exists("e1");
        desk = desk();
        assertThat(desk.waiting()).isEqualTo(6);
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settleAll();

        // Then
        assertThat(shipped)
                .extracting(Shipment::webhookId)
                .containsExactly("msg_0", "msg_0", "msg_1", "msg_2", "msg_3", "msg_4", "msg_5");
        assertThat(left(PendingKey.ROW)).isZero();
    }

    @Test
    void whoeverWasReleasedTooEarlyByACrashIsHeldAgain() {
        // Given
        wantsOrder("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();
        take("e1", "msg_2", 1);
        new PendingStore(rows)
                .release(new LaneKey("dev", "e1"), Due.first(clock.millis(), "msg_2"));

        // When
        desk.close();
        desk = desk();
        desk.visit();
        settle();
        assertThat(shipped).hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settleAll();

        // Then
        assertThat(shipped)
                .extracting(Shipment::webhookId)
                .containsExactly("msg_1", "msg_1", "msg_2");
        assertThat(waiting()).isZero();
        assertThat(desk.waiting()).isZero();
    }

    private void settleAll() {
        settle();
        while (waiting() > 0) {
            desk.visit();
            settle();
        }
    }
}
