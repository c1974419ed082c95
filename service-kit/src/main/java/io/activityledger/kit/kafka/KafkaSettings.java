package io.activityledger.kit.kafka;

import io.activityledger.kit.settings.Passthrough;
import io.activityledger.kit.settings.SettingsReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;

/// Which Kafka, and how is it spoken to?
public record KafkaSettings(String bootstrapServers, Passthrough clients) {

    /// Reads `<prefix>_BOOTSTRAP` and every `<prefix>_CLIENT_<PROPERTY>`.
    public static KafkaSettings read(SettingsReader reader, String prefix) {
        var settings =
                new KafkaSettings(
                        reader.text(
                                prefix + "_BOOTSTRAP",
                                "127.0.0.1:9092",
                                "Brokers to find the cluster by, as host:port, separated by commas."),
                        reader.passthrough(
                                prefix + "_CLIENT_",
                                "Handed to every Kafka client, for example SECURITY_PROTOCOL."));
        settings.judge(reader, prefix);
        return settings;
    }

    /// What no client of Kafka would take is told before any is made.
    private void judge(SettingsReader reader, String prefix) {
        Map<String, String> given = new HashMap<>(clients.properties());
        given.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try {
            var parsed = AdminClientConfig.configDef().parse(given);
            String protocol =
                    String.valueOf(parsed.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
            if (protocol.toUpperCase(Locale.ROOT).endsWith("SSL") && usualTls()) {
                KafkaTls.context(given);
            }
        } catch (KafkaException unusable) {
            reader.reject(
                    "%s_CLIENT_… or %s_BOOTSTRAP cannot be used: %s"
                            .formatted(prefix, prefix, unusable.getMessage()));
        }
    }

    private boolean usualTls() {
        return !clients.properties().containsKey(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
    }

    public KafkaClientProperties clientProperties() {
        return new KafkaClientProperties(bootstrapServers, clients);
    }
}
