package io.activityledger.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {

    private static final Map<String, String> SECRET =
            Map.of("LEDGER_SECRET", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    @Test
    void theReadmesTableIsWhatTheServiceReads() throws Exception {
        // Given
        var reader = new SettingsReader(SECRET);

        // When
        WebhookSettings.read(reader);
        HttpServerSettings.read(reader, "LEDGER_HTTP", 8080);

        // Then
        String table =
                reader.described().stream()
                        .map(it ->
                                "| `%s` | %s | %s |"
                                        .formatted(
                                                it.name(),
                                                it.fallback().isEmpty()
                                                        ? ""
                                                        : "`" + it.fallback() + "`",
                                                it.description()))
                        .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

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
