package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.routing.InstanceSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.live.StreamSettings;
import java.net.URI;

/// What can be set about this service?
public record TimelineSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        URI registry,
        InstanceSettings instance,
        ProjectionSettings projection,
        ReadSettings reading,
        StreamSettings streams) {

    private static final InstanceSettings.Prefixes INSTANCE =
            new InstanceSettings.Prefixes("LEDGER", "LEDGER_INTERNAL", 8181);

    public static TimelineSettings read(SettingsReader reader) {
        return new TimelineSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                reader.uri(
                        "LEDGER_REGISTRY_URL",
                        URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
                        "Schema registry, as Confluent's clients are told it."),
                InstanceSettings.read(reader, INSTANCE),
                ProjectionSettings.read(reader, "LEDGER_TIMELINE"),
                ReadSettings.read(reader, "LEDGER_TIMELINE"),
                StreamSettings.read(reader, "LEDGER_TIMELINE"));
    }
}
