package io.activityledger.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    private final AtomicLong machine = new AtomicLong(1_000);
    private final MonotonicClock clock =
            new MonotonicClock(() -> Instant.ofEpochMilli(machine.get()));

    @Test
    void timeStandsStillWhileTheMachinesClockIsBehind() {
        // Given
        long before = clock.millis();
        machine.set(400);
        // When
        long during = clock.millis();
        // Then
        assertThat(during).isEqualTo(before).isEqualTo(1_000);
    }

    @Test
    void timeGoesOnWhenTheMachinesClockHasCaughtUp() {
        // Given
        clock.millis();
        machine.set(400);
        clock.millis();
        machine.set(1_001);
        // When
        Instant after = clock.instant();
        // Then
        assertThat(after).isEqualTo(Instant.ofEpochMilli(1_001));
    }
}
