package io.activityledger.standalone;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.RegistrySettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.kit.settings.Unusable;
import java.util.Map;

/// Where a command finds Kafka and the schema registry: by the services' own variables.
record KafkaReach(KafkaSettings kafka, TopicsSettings topics, RegistrySettings registry) {

    /// Throws a [CannotStart] that says what cannot be used.
    static KafkaReach read(Map<String, String> variables) {
        var reader = new SettingsReader(variables);
        try {
            var reach =
                    new KafkaReach(
                            KafkaSettings.read(reader, "LEDGER_KAFKA"),
                            TopicsSettings.read(reader, "LEDGER_TOPICS"),
                            RegistrySettings.read(reader, "LEDGER_REGISTRY"));
            reader.finish();
            return reach;
        } catch (Unusable unusable) {
            throw new CannotStart(String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
