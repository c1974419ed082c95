package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookAttempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a desk remembers of its endpoints, and what it makes of endpoints that only fail.
class DeskHistoryTest extends DeskFixture {

    private static final LaneKey LANE = new LaneKey("dev", "e1");

    @Test
    void everyAttemptIsInTheLogWithTheNewestFirst() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settle();

        // Then
        assertThat(log(LogFilter.ATTEMPTS))
                .hasSize(2)
                .satisfiesExactly(
                        newest ->
                                assertThat(newest)
                                        .contains("\"status\":\"success\"", "\"attempt\":2"),
                        oldest ->
                                assertThat(oldest)
                                        .contains(
                                                "\"status\":\"failed\"",
                                                "\"response_status_code\":500",
                                                "\"error\":\"http_error\"",
                                                "\"outcome\":\"retrying\"",
                                                "\"webhook_id\":\"msg_1\""));
        assertThat(log(LogFilter.SUCCESS)).hasSize(1);
        assertThat(log(LogFilter.FAILED)).hasSize(1);
        assertThat(log(LogFilter.PENDING)).isEmpty();
    }

    @Test
    void whatWaitsForItsNextAttemptIsPending() {
        // Given
        exists("e1");
        script.add(answer(500));

        // When
        take("e1", "msg_1", 0);
        settle();

        // Then
        assertThat(log(LogFilter.PENDING))
                .singleElement()
                .asString()
                .contains(
                        "\"delivery_id\":\"msg_1\"",
                        "\"status\":\"pending\"",
                        "\"attempt\":2",
                        "\"delivered_at\":null");
    }

    @Test
    void aReceiverThatWasLeftAloneIsLeftAloneAfterAMove() {
        // Given
        exists("e1");
        for (int at = 0; at < 5; at++) {
            script.add(answer(500));
            take("e1", "msg_" + at, at);
            settle();
        }
        clock.advance(Duration.ofSeconds(1));

        // When
        desk.close();
        desk = desk();
        desk.visit();
        take("e1", "msg_new", 5);
        settle();
        int soon = shipped.size();
        LaneStanding moved = desk.standing(LANE);
        clock.advance(Duration.ofSeconds(4));
        script.add(answer(500));
        desk.visit();
        settle();

        // Then
        assertThat(soon).isEqualTo(5);
        assertThat(moved.breaker()).isEqualTo(Breaker.State.OPEN);
        assertThat(shipped).hasSize(6);
    }

    @Test
    void aPauseThatHasDoubledGoesOnDoublingAfterAMove() {
        // Given
        var lane = new Lane(LANE, SimulatedHold.LIMITS);
        long opened = clock.millis();
        var pauses = List.of(0, 0, 0, 0, 0, 5, 10, 20);

        // When
        long at = opened;
        for (int pause : pauses) {
            at += 1_000L * pause;
            lane.relive(failed(Instant.ofEpochMilli(at)), at + 60_000);
        }
        lane.add(Due.first(0, "msg_1"));

        // Then
        assertThat(lane.breaker()).isEqualTo(Breaker.State.OPEN);
        assertThat(lane.nextTurn(at)).isEqualTo(at + 40_000);
    }

    private static LogRow failed(Instant at) {
        return new LogRow(LogRow.Result.FAILED, 0, at, "d", "msg_1", new byte[0]);
    }

    @Test
    void aPageLiesWhereCountingFromTheNewestLeads() {
        // Given
        exists("e1");
        IntStream.range(0, 25)
                .forEach(at -> {
                    take("e1", "msg_" + at, at);
                    settle();
                });

        // When
        Excerpt page = reader().log(LANE, LogFilter.ATTEMPTS, 10, 10);
        Excerpt chosen = reader().log(LANE, LogFilter.SUCCESS, 10, 10);

        // Then
        assertThat(page.total()).isEqualTo(25);
        assertThat(texts(page)).hasSize(10);
        assertThat(texts(page).getFirst()).contains("\"msg_14\"");
        assertThat(texts(page).getLast()).contains("\"msg_5\"");
        assertThat(texts(chosen)).isEqualTo(texts(page));
        assertThat(reader().log(LANE, LogFilter.ATTEMPTS, 25, 10).entries()).isEmpty();
    }

    @Test
    void onlySoManyAttemptsAreRememberedAndOnlySoLong() {
        // Given
        exists("e1");
        take("e1", "msg_1", 0);
        settle();
        var history = new HistoryStore(rows);
        LogRow row = LogRow.of(attempts.getFirst());

        // When
        IntStream.range(0, HistoryStore.MOST + 5).forEach(_ -> history.add(LANE, row));

        // Then
        assertThat(reader().log(LANE, LogFilter.ATTEMPTS, 0, 1).total())
                .isEqualTo(HistoryStore.MOST);
        clock.advance(Duration.ofDays(31));
        IntStream.range(0, 60)
                .forEach(_ -> {
                    clock.advance(Duration.ofMinutes(10));
                    desk.visit();
                });
        assertThat(reader().log(LANE, LogFilter.ATTEMPTS, 0, 1).total()).isZero();
    }

    @Test
    void whatIsGivenUpLiesAmongTheDeadLettersWithItsBody() {
        // Given
        exists("e1");
        script.add(answer(410));

        // When
        take("e1", "msg_1", 0);
        settle();

        // Then
        Excerpt letters = reader().letters(LANE, 0, 10);
        assertThat(letters.total()).isEqualTo(1);
        assertThat(texts(letters).getFirst())
                .contains("\"webhook_id\":\"msg_1\"", "\"reason\":\"the receiver answered 410\"");
        assertThat(new String(reader().letter(LANE, "msg_1").orElseThrow(), UTF_8))
                .contains("\"body\":{}");
    }

    @Test
    void anEndpointThatIsDisabledIsSentNothingMoreAndItsPendingIsLaidDown() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();
        script.add(answer(410));

        // When
        take("e1", "msg_2", 1);
        settle();
        desk.sweep();
        desk.visit();
        settle();

        // Then
        assertThat(shipped).hasSize(2);
        assertThat(deadLetters)
                .containsExactlyInAnyOrder(
                        "msg_1: the receiver answered 410", "msg_2: the receiver answered 410");
        assertThat(attempts.getLast().outcome()).isEqualTo(Outcome.ENDPOINT_DISABLED);
        assertThat(reader().letters(LANE, 0, 10).total()).isEqualTo(2);
        assertThat(waiting()).isZero();
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void aPausedEndpointKeepsWhatWaitsAndOneThatIsEnabledAgainIsSentTo() {
        // Given
        exists("e1");
        script.add(answer(410));
        take("e1", "msg_1", 0);
        settle();

        // When
        exists("e1", true);
        take("e1", "msg_2", 1);
        settle();
        exists("e1", false);
        take("e1", "msg_3", 2);
        desk.sweep();
        desk.visit();

        // Then
        assertThat(shipped).hasSize(2);
        assertThat(log(LogFilter.PENDING)).hasSize(1);
        assertThat(reader().letters(LANE, 0, 10).total()).isEqualTo(1);
    }

    @Test
    void afterFiveDaysOfOnlyFailuresAnEndpointIsDisabledAndTheOthersAreTold() {
        // Given
        exists("e1");
        wants("e2", Disabling.WEBHOOK_DISABLED);
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();
        clock.advance(Duration.ofDays(5).minusMinutes(1));
        IntStream.range(0, 9).forEach(_ -> script.add(answer(500)));
        take("e1", "msg_2", 1);
        settle();
        assertThat(endpoints.get("e1").active()).isTrue();

        // When
        clock.advance(Duration.ofMinutes(2));
        take("e1", "msg_3", 2);
        settle();

        // Then
        assertThat(endpoints.get("e1").active()).isFalse();
        assertThat(attempts)
                .extracting(WebhookAttempt::outcome)
                .contains(Outcome.ENDPOINT_DISABLED);
        assertThat(notices.getFirst().endpointId()).isEqualTo("e2");
        assertThat(notices.getFirst().bodyJson())
                .contains("\"type\":\"webhook.disabled\"", "\"id\":\"e1\"");
    }

    @Test
    void oneSuccessBeginsTheFiveDaysAnew() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settle();

        // When
        clock.advance(Duration.ofDays(6));
        script.add(answer(500));
        take("e1", "msg_2", 1);
        settle();

        // Then
        assertThat(endpoints.get("e1").active()).isTrue();
        assertThat(notices).isEmpty();
    }

    @Test
    void healthTellsOfBacklogBreakerAndTheLatestAttempts() {
        // Given
        exists("e1");
        IntStream.range(0, 5)
                .forEach(at -> {
                    script.add(answer(500));
                    take("e1", "msg_" + at, at);
                    settle();
                });

        // When
        clock.advance(Duration.ofSeconds(2));
        desk.visit();
        String health = new String(reader().health(LANE).json(true, clock.instant()), UTF_8);

        // Then
        assertThat(health)
                .contains(
                        "\"state\":\"active\"",
                        "\"backlog\":5",
                        "\"breaker\":\"open\"",
                        "\"attempts\":5",
                        "\"success_rate\":0.0",
                        "\"oldest_due_at\":null")
                .doesNotContain("\"failing_since\":null", "\"next_attempt_at\":null");
    }

    private List<String> log(LogFilter filter) {
        return texts(reader().log(LANE, filter, 0, 100));
    }

    private static List<String> texts(Excerpt excerpt) {
        return excerpt.entries().stream().map(each -> new String(each, UTF_8)).toList();
    }
}
