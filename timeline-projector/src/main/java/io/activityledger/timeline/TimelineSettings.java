package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.RegistrySettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.routing.InstanceSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.timeline.live.StreamSettings;

/// What can be set about this service?
public record TimelineSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        RegistrySettings registry,
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
                RegistrySettings.read(reader, "LEDGER_REGISTRY"),
                InstanceSettings.read(reader, INSTANCE),
                ProjectionSettings.read(reader, "LEDGER_TIMELINE"),
                ReadSettings.read(reader, "LEDGER_TIMELINE"),
                StreamSettings.read(reader, "LEDGER_TIMELINE"));
    }
}
