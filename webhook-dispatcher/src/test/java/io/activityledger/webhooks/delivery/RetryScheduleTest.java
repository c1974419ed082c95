package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.Randomly;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {

    private static final RetrySchedule USUAL = RetrySchedule.usual();

    @Test
    void theUsualScheduleHasTenAttemptsInThreeDays() {
        assertThat(USUAL.pauses()).hasSize(10).startsWith(Duration.ZERO, Duration.ofSeconds(5));
        assertThat(USUAL.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofDays(3), Duration.ofDays(4));
        assertThat(USUAL.pauseAfter(9, "w")).isPresent();
        assertThat(USUAL.pauseAfter(10, "w")).isEmpty();
        assertThat(USUAL.pauseAfter(1_000, "w")).isEmpty();
    }

    @Test
    void aPauseIsSpreadByATenthAtMostAndAlwaysTheSame() {
        Randomly.runs(
                200,
                randomly -> {
                    String id = "whd_" + randomly.number(0, Integer.MAX_VALUE - 1);
                    int attempt = randomly.number(1, 9);
                    Duration plain = USUAL.pauses().get(attempt);

                    var pause = USUAL.pauseAfter(attempt, id).orElseThrow();

                    assertThat(pause)
                            .isBetween(
                                    plain.multipliedBy(9).dividedBy(10),
                                    plain.multipliedBy(11).dividedBy(10));
                    assertThat(USUAL.pauseAfter(attempt, id)).hasValue(pause);
                });
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        // When
        var tenths = new HashSet<Long>();
        for (int delivery = 0; delivery < 1_000; delivery++) {
            tenths.add(USUAL.pauseAfter(1, "w" + delivery).orElseThrow().toMillis() / 100);
        }

        // Then: 4.5 s to 5.5 s
        assertThat(tenths).hasSizeBetween(10, 11);
    }

    @Test
    void aShorterScheduleMaySpeedUpATest() {
        // Given
        var reader = new SettingsReader(Map.of("X_SCHEDULE", "0, 50ms,100ms"));

        // When
        var schedule = RetrySchedule.read(reader, "X");

        // Then
        assertThat(reader.problems()).isEmpty();
        assertThat(schedule.pauses())
                .isEqualTo(List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0s,,5s", "5", "0s,8d", "-5s", "0s;5s"})
    void aScheduleThatIsNoneIsAProblem(String text) {
        // Given
        var reader = new SettingsReader(Map.of("X_SCHEDULE", text));

        // When
        RetrySchedule.read(reader, "X");

        // Then
        assertThat(reader.problems()).hasSize(1);
    }
}
