package io.activityledger.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.Workspaces;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.MetricNames;
import io.activityledger.timeline.query.CountedTimelines;
import io.activityledger.timeline.query.Reply;
import io.activityledger.timeline.query.Reply.Freshness;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimelineMetricsTest {

    /// Of partitions, which an instance without Kafka has none of: the IT looks for them.
    static final Set<String> OF_PARTITIONS =
            Set.of(
                    "ledger_timeline_applied_offset",
                    "ledger_timeline_compaction_pending_bytes",
                    "ledger_timeline_disk_bytes",
                    "ledger_timeline_lag",
                    "ledger_timeline_leases",
                    "ledger_timeline_newest_applied_age_seconds",
                    "ledger_timeline_restore_remaining");

    static final MetricNames NAMES = new MetricNames("ledger_timeline_");

    private final Metrics metrics = new Metrics();

    @Test
    void everyDocumentedNameIsServedFromTheStartAndTheReverse() {
        // Given
        var environment = new SystemEnvironment(Map.of(), InstantSource.system(), new Random(1));
        var guard = new Gatekeeper(DevelopmentKey.ring(), environment.clock());
        var secret = Map.of("LEDGER_SECRET", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        var settings = TimelineSettings.read(new SettingsReader(secret));

        // When
        try (var _ =
                new TimelineProjector(settings, guard, Workspaces.UNSET, environment, metrics)) {
            // Then
            var documented = NAMES.documented(Path.of("README.md"));
            assertThat(documented).containsAll(OF_PARTITIONS);
            documented.removeAll(OF_PARTITIONS);
            assertThat(NAMES.served(new String(metrics.scrape(), UTF_8))).isEqualTo(documented);
        }
    }

    @Test
    void aStaleAnswerIsCountedAsSuch() {
        // Given
        var timelines = new CountedTimelines(_ -> new Reply.NotFound(Freshness.STALE, 7), metrics);

        // When
        timelines.ask(null);

        // Then
        assertThat(new String(metrics.scrape(), UTF_8))
                .contains("ledger_timeline_stale_answers_total 1.0\n")
                .contains("ledger_timeline_answers_total{answer=\"not_found\"} 1.0\n")
                .contains("ledger_timeline_answers_total{answer=\"found\"} 0.0\n");
    }
}
