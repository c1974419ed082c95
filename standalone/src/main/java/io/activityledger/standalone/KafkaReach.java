package io.activityledger.standalone;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.kit.settings.Unusable;
import java.net.URI;
import java.util.Map;

/// Where a command finds Kafka and the schema registry: by the services' own variables.
record KafkaReach(KafkaSettings kafka, URI registry) {

    /// Throws a [CannotStart] that says what cannot be used.
    static KafkaReach read(Map<String, String> variables) {
        var reader = new SettingsReader(variables);
        try {
            var reach =
                    new KafkaReach(
                            KafkaSettings.read(reader, "LEDGER_KAFKA"),
                            reader.uri(
                                    "LEDGER_REGISTRY_URL",
                                    URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
                                    "Schema registry, as Confluent's clients are told it."));
            reader.finish();
            return reach;
        } catch (Unusable unusable) {
            throw new CannotStart(String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
