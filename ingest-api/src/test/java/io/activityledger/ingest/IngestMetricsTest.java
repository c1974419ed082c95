package io.activityledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.AccessSettings;
import io.activityledger.access.KafkaAccess;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.MetricNames;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IngestMetricsTest {

    private final MetricNames names = new MetricNames("ledger_ingest_");
    private final Metrics metrics = new Metrics();

    @Test
    void everyDocumentedNameIsServedFromTheStartAndTheReverse() {
        // Given
        var environment = new SystemEnvironment(Map.of(), InstantSource.system(), new Random(1));
        var reader = new SettingsReader(Map.of());
        var access = new KafkaAccess(AccessSettings.read(reader), environment.clock());
        var settings = IngestSettings.read(reader);

        // When
        try (var _ = new IngestApi(settings, access, environment, metrics)) {
            // Then
            assertThat(names.served(new String(metrics.scrape(), UTF_8)))
                    .isNotEmpty()
                    .isEqualTo(names.documented(Path.of("README.md")));
        }
    }
}
