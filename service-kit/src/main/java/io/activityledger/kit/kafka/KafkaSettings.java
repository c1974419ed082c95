package io.activityledger.kit.kafka;

import io.activityledger.kit.settings.Passthrough;
import io.activityledger.kit.settings.SettingsReader;

/// Which Kafka, and how is it spoken to?
public record KafkaSettings(String bootstrapServers, Passthrough clients) {

    /// Reads `<prefix>_BOOTSTRAP` and every `<prefix>_CLIENT_<PROPERTY>`.
    public static KafkaSettings read(SettingsReader reader, String prefix) {
        return new KafkaSettings(
                reader.text(
                        prefix + "_BOOTSTRAP",
                        "127.0.0.1:9092",
                        "Brokers to find the cluster by, as host:port, separated by commas."),
                reader.passthrough(
                        prefix + "_CLIENT_",
                        "Handed to every Kafka client, for example SECURITY_PROTOCOL."));
    }

    public KafkaClientProperties clientProperties() {
        return new KafkaClientProperties(bootstrapServers, clients);
    }
}
