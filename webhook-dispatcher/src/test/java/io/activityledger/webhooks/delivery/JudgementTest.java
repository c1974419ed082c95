package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.delivery.Verdict.Delivered;
import io.activityledger.webhooks.delivery.Verdict.EndpointGone;
import io.activityledger.webhooks.delivery.Verdict.Exhausted;
import io.activityledger.webhooks.delivery.Verdict.RetryAt;
import io.activityledger.webhooks.receiver.Answer;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final int LAST = 10;
    private static final Judgement JUDGEMENT = new Judgement(RetrySchedule.usual());

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void twoHundredAndSomethingIsDelivered(int status) {
        assertThat(verdict(1, answered(status))).isEqualTo(new Delivered());
        assertThat(verdict(LAST, answered(status))).isEqualTo(new Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 300, 301, 302, 307, 400, 401, 404, 429, 500, 502, 503, 599})
    void everythingElseIsTriedAgain(int status) {
        assertThat(verdict(1, answered(status))).isEqualTo(new RetryAt(NOW.plus(usualPause(1))));
        assertThat(answered(status).complaint())
                .hasValue(
                        new Answer.Complaint(
                                Failure.HTTP_ERROR, "the receiver answered " + status));
    }

    @Test
    void aReceiverThatAnswersGoneIsNeverCalledAgain() {
        assertThat(verdict(1, answered(410))).isInstanceOf(EndpointGone.class);
        assertThat(verdict(LAST, answered(410))).isInstanceOf(EndpointGone.class);
    }

    @Test
    void noAnswerIsTriedAgainUntilTheScheduleEnds() {
        var silence = new Unanswered(Failure.TIMEOUT, "no answer within 15000 ms");

        assertThat(verdict(9, silence)).isEqualTo(new RetryAt(NOW.plus(usualPause(9))));
        assertThat(verdict(LAST, silence))
                .isEqualTo(
                        new Exhausted("10 attempts failed, the last: no answer within 15000 ms"));
        assertThat(verdict(LAST, answered(500)))
                .isEqualTo(
                        new Exhausted("10 attempts failed, the last: the receiver answered 500"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aBusyReceiverIsLeftAloneForAsLongAsItAsks(int status) {
        var asked = NOW.plusSeconds(600);

        assertThat(verdict(1, answered(status, asked))).isEqualTo(new RetryAt(asked));
    }

    @Test
    void theLaterOfTheTwoMomentsCounts() {
        assertThat(verdict(3, answered(503, NOW.plusSeconds(1))))
                .isEqualTo(new RetryAt(NOW.plus(usualPause(3))));
    }

    @Test
    void retryAfterIsGrantedUpToADay() {
        assertThat(verdict(1, answered(429, NOW.plus(Duration.ofDays(300)))))
                .isEqualTo(new RetryAt(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void retryAfterOfAnotherStatusIsNotAsked() {
        assertThat(verdict(1, answered(500, NOW.plusSeconds(600))))
                .isEqualTo(new RetryAt(NOW.plus(usualPause(1))));
    }

    @Test
    void retryAfterDoesNotLengthenTheSchedule() {
        assertThat(verdict(LAST, answered(429, NOW.plusSeconds(600))))
                .isInstanceOf(Exhausted.class);
    }

    private static Verdict verdict(int attempt, Answer answer) {
        return JUDGEMENT.verdict("w", attempt, answer, NOW);
    }

    private static Duration usualPause(int attempt) {
        return RetrySchedule.usual().pauseAfter(attempt, "w").orElseThrow();
    }

    private static Answered answered(int status) {
        return new Answered(status, "", new RetryAfter.Unnamed());
    }

    private static Answered answered(int status, Instant before) {
        return new Answered(status, "", new RetryAfter.Not(before));
    }
}
