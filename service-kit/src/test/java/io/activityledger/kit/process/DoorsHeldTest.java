package io.activityledger.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.lifecycle.Readiness;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DoorsHeldTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theDoorsStayShutUntilTheServiceIsReady() throws InterruptedException {
        // Given
        Readiness readiness = readyWhenAskedFor(3);

        // When
        new DoorsHeld(readiness, Duration.ofMinutes(1)).start();

        // Then
        assertThat(asked).hasValue(3);
    }

    @Test
    void aServiceThatDoesNotGetReadyOpensThemToSayWhy() throws InterruptedException {
        // Given
        Readiness readiness = readyWhenAskedFor(Integer.MAX_VALUE);

        // When
        new DoorsHeld(readiness, Duration.ofMillis(1)).start();

        // Then
        assertThat(asked.get()).isPositive();
        assertThat(readiness.report().ready()).isFalse();
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
