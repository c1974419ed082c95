package io.activityledger.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {

    @Test
    void everyProblemIsToldAtOnce() {
        // Given
        var reader =
                new SettingsReader(
                        Map.of(
                                "LEDGER_WEBHOOKS_INTERNAL_ADVERTISED", "nowhere",
                                "LEDGER_WEBHOOKS_MEMORY", "1MiB",
                                "LEDGER_WEBHOOKS_SCHEDULE", "soon"));

        // When
        WebhookSettings.read(reader);

        // Then
        assertThat(reader.problems())
                .hasSize(4)
                .anyMatch(it -> it.contains("LEDGER_WEBHOOKS_INTERNAL_ADVERTISED"))
                .anyMatch(it -> it.contains("LEDGER_WEBHOOKS_MEMORY"))
                .anyMatch(it -> it.contains("LEDGER_WEBHOOKS_SCHEDULE"))
                .anyMatch(it -> it.contains("LEDGER_SECRET"));
    }
}
