package io.activityledger.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineSettingsTest {

    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void onlyTheSecretHasToBeSet() {
        // Given
        var reader = new SettingsReader(Map.of("LEDGER_SECRET", SECRET));

        // When
        TimelineSettings settings = TimelineSettings.read(reader);

        // Then
        assertThat(reader.problems()).isEmpty();
        assertThat(settings.projection().streams().standbys()).isEqualTo(1);
        assertThat(settings.projection().streams().sessionTimeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.reading().barrierPatience()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void everyProblemIsToldAtOnce() {
        // Given
        var reader =
                new SettingsReader(
                        Map.of(
                                "LEDGER_INTERNAL_ADVERTISED", "nowhere",
                                "LEDGER_TIMELINE_THREADS", "0",
                                "LEDGER_TIMELINE_MEMORY", "64MiB",
                                "LEDGER_TIMELINE_WRITE_BUFFERS", "64MiB"));

        // When
        TimelineSettings.read(reader);

        // Then
        assertThat(reader.problems())
                .hasSize(4)
                .anyMatch(problem -> problem.startsWith("LEDGER_SECRET is missing"))
                .anyMatch(problem -> problem.startsWith("LEDGER_INTERNAL_ADVERTISED is 'nowhere'"))
                .anyMatch(problem -> problem.startsWith("LEDGER_TIMELINE_THREADS is '0'"))
                .anyMatch(problem -> problem.startsWith("LEDGER_TIMELINE_MEMORY is 64MiB"));
    }

    @Test
    void restoringSaysHowFarItIs() {
        assertThat(Restoring.progress(-1, -1)).isEqualTo("opening");
        assertThat(Restoring.progress(-1, 100)).isEqualTo("0 %");
        assertThat(Restoring.progress(40, 100)).isEqualTo("41 %");
        assertThat(Restoring.progress(99, 100)).isEqualTo("100 %");
        assertThat(Restoring.progress(-1, 0)).isEqualTo("0 %");
    }
}
