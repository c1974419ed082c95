package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.delivery.Breaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final int NONE_OUT = 0;

    private final Breaker breaker =
            new Breaker(new Breaker.Rules(3, Duration.ofSeconds(5), Duration.ofSeconds(60)));

    @Test
    void itOpensAfterSoManyFailuresInARowAndNotBefore() {
        // Given
        breaker.failed(0);
        breaker.failed(0);
        breaker.answered();
        breaker.failed(0);
        breaker.failed(0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.mayStartAt(7)).isZero();

        // When
        breaker.failed(1_000);

        // Then
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.mayStartAt(NONE_OUT)).isEqualTo(6_000);
    }

    @Test
    void aProbeWaitsForTheEndOfWhatIsStillOutAndGoesAlone() {
        // Given
        open();
        assertThat(breaker.mayStartAt(1)).isEqualTo(Lane.NO_TURN);
        breaker.failed(2_000);
        assertThat(breaker.mayStartAt(NONE_OUT)).isEqualTo(5_000);

        // When
        breaker.started();

        // Then
        assertThat(breaker.state()).isEqualTo(State.PROBING);
        assertThat(breaker.mayStartAt(1)).isEqualTo(Lane.NO_TURN);
    }

    @Test
    void eachFailedProbeDoublesThePauseUpToTheLongest() {
        // Given
        open();
        List<Long> pauses = new ArrayList<>();

        // When
        for (int probe = 0; probe < 100; probe++) {
            breaker.started();
            breaker.failed(0);
            pauses.add(breaker.mayStartAt(NONE_OUT));
        }

        // Then
        assertThat(pauses).startsWith(10_000L, 20_000L, 40_000L, 60_000L, 60_000L);
        assertThat(pauses.subList(4, 100)).containsOnly(60_000L);
    }

    @Test
    void anAnsweredProbeClosesItAndForgetsAll() {
        // Given
        open();
        breaker.started();

        // When
        breaker.answered();

        // Then
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        breaker.failed(0);
        breaker.failed(0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        breaker.failed(0);
        assertThat(breaker.mayStartAt(NONE_OUT)).isEqualTo(5_000);
    }

    @Test
    void aProbeThatWasNotSentLeavesItAsItWas() {
        // Given
        open();
        breaker.started();

        // When
        breaker.unsent();

        // Then
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.mayStartAt(NONE_OUT)).isEqualTo(5_000);
    }

    private void open() {
        IntStream.range(0, 3).forEach(_ -> breaker.failed(0));
    }
}
