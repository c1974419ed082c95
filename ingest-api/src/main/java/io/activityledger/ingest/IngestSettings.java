package io.activityledger.ingest;

import io.activityledger.ingest.deduplication.DeduplicationLimits;
import io.activityledger.ingest.log.AppendLimits;
import io.activityledger.ingest.recording.BatchLimits;
import io.activityledger.ingest.recording.RecordingLimits;
import io.activityledger.ingest.reference.ReferenceLimits;
import io.activityledger.ingest.workspace.WorkspaceLimits;
import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// What can be set about this service?
///
/// @param dataDirectory holds only what can be read again from Kafka
/// @param silence how long Kafka may not answer before this service is not ready
public record IngestSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        URI registry,
        Path dataDirectory,
        AppendLimits log,
        RecordingLimits recording,
        ProjectorSettings projectors,
        DeduplicationLimits deduplication,
        BatchLimits batches,
        ReferenceLimits references,
        WorkspaceLimits workspaces,
        Duration silence) {

    public static IngestSettings read(SettingsReader reader) {
        return new IngestSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                reader.uri(
                        "LEDGER_REGISTRY_URL",
                        URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
                        "Schema registry, as Confluent's clients are told it."),
                reader.path(
                        "LEDGER_DATA_DIR",
                        Path.of(".ledger"),
                        "Where this machine's copies of topics lie."),
                AppendLimits.read(reader, "LEDGER_INGEST"),
                RecordingLimits.read(reader, "LEDGER_INGEST"),
                ProjectorSettings.read(reader),
                DeduplicationLimits.read(reader, "LEDGER_IDEMPOTENCY"),
                BatchLimits.read(reader, "LEDGER_INGEST_BATCH"),
                ReferenceLimits.read(reader, "LEDGER_REFERENCES"),
                WorkspaceLimits.read(reader, "LEDGER_WORKSPACE"),
                reader.duration(
                        "LEDGER_INGEST_KAFKA_SILENCE",
                        Duration.ofSeconds(5),
                        "How long Kafka may not answer before this service is not ready."));
    }
}
