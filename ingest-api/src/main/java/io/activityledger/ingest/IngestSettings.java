package io.activityledger.ingest;

import io.activityledger.ingest.deduplication.DeduplicationLimits;
import io.activityledger.ingest.log.AppendLimits;
import io.activityledger.ingest.recording.BatchLimits;
import io.activityledger.ingest.recording.RecordingLimits;
import io.activityledger.ingest.reference.ReferenceLimits;
import io.activityledger.ingest.workspace.WorkspaceLimits;
import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.RegistrySettings;
import io.activityledger.kit.kafka.SerializerSettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.kit.tracing.TracingSettings;
import java.nio.file.Path;
import java.time.Duration;

/// What can be set about this service?
///
/// @param dataDirectory holds only what can be read again from Kafka
/// @param silence how long Kafka may not answer before this service is not ready
public record IngestSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        RegistrySettings registry,
        SerializerSettings serializer,
        Path dataDirectory,
        AppendLimits log,
        RecordingLimits recording,
        ProjectorSettings projectors,
        DeduplicationLimits deduplication,
        BatchLimits batches,
        ReferenceLimits references,
        WorkspaceLimits workspaces,
        TracingSettings tracing,
        Duration silence) {

    public static IngestSettings read(SettingsReader reader) {
        return new IngestSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                RegistrySettings.read(reader, "LEDGER_REGISTRY"),
                SerializerSettings.read(reader, "LEDGER_KAFKA_VALUE_SERIALIZER"),
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
                TracingSettings.read(reader, "LEDGER"),
                reader.duration(
                        "LEDGER_INGEST_KAFKA_SILENCE",
                        Duration.ofSeconds(5),
                        "How long Kafka may not answer before this service is not ready."));
    }
}
