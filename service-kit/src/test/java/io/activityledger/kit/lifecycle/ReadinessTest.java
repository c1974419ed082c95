package io.activityledger.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void whoWaitsIsToldWhenAllConditionsAreMet() throws InterruptedException {
        // When
        boolean ready = readyWhenAskedFor(3).await(Duration.ofMinutes(1));

        // Then
        assertThat(ready).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoWaitsLongEnoughIsToldThatTheyAreNot() throws InterruptedException {
        // When
        boolean ready = readyWhenAskedFor(Integer.MAX_VALUE).await(Duration.ofMillis(1));

        // Then
        assertThat(ready).isFalse();
        assertThat(asked.get()).isPositive();
    }

    private Readiness readyWhenAskedFor(int times) {
        var readiness = new Readiness();
        readiness.require(
                "store",
                () ->
                        asked.incrementAndGet() < times
                                ? new Readiness.NotReady("restoring")
                                : new Readiness.Ready());
        return readiness;
    }
}
