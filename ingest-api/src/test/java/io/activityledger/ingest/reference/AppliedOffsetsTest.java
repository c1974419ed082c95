package io.activityledger.ingest.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AppliedOffsetsTest {

    private final AppliedOffsets applied = new AppliedOffsets(4);

    @Test
    void whoWaitsIsWokenWhenTheOffsetIsApplied() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var waiting = threads.submit(() -> applied.await(2, 10, in(Duration.ofSeconds(20))));
            applied.advance(1, 10);
            applied.advance(2, 9);

            // When
            applied.advance(2, 10);

            // Then
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nobodyWaitsForWhatIsAppliedAlready() {
        // Given
        applied.advance(0, 5);

        // When
        boolean there = applied.await(0, 5, in(Duration.ZERO));

        // Then
        assertThat(there).isTrue();
    }

    @Test
    void waitingEnds() {
        // When
        boolean there = applied.await(0, 1, in(Duration.ofMillis(20)));

        // Then
        assertThat(there).isFalse();
    }

    private static long in(Duration wait) {
        return System.nanoTime() + wait.toNanos();
    }
}
