package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.util.List;
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
    void whoIsHeldIsPendingToo() {
        // Given
        wantsOrder("e1");
        script.add(answer(500));

        // When
        IntStream.range(0, 3).forEach(at -> take("e1", "msg_" + at, at));
        settle();
        var lane = new LaneKey("dev", "e1");
        Excerpt all = reader().log(lane, LogFilter.PENDING, 0, 10);
        Excerpt last = reader().log(lane, LogFilter.PENDING, 2, 10);

        // Then
        assertThat(all.total()).isEqualTo(3);
        assertThat(texts(all))
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .contains("\"msg_0\"", "\"attempt\":2")
                                        .doesNotContain("\"next_attempt_at\":null"),
                        held ->
                                assertThat(held)
                                        .contains(
                                                "\"msg_1\"",
                                                "\"attempt\":1",
                                                "\"status\":\"pending\"",
                                                "\"next_attempt_at\":null"),
                        held -> assertThat(held).contains("\"msg_2\""));
        assertThat(last.total()).isEqualTo(3);
        assertThat(texts(last)).singleElement().asString().contains("\"msg_2\"");
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

    private static List<String> texts(Excerpt excerpt) {
        return excerpt.entries().stream().map(it -> new String(it, UTF_8)).toList();
    }

    private void settleAll() {
        settle();
        while (waiting() > 0) {
            desk.visit();
            settle();
        }
    }
}
