package io.activityledger.kit.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/// Whom does a client trust, and who is it itself? Read from the `ssl.` properties of Kafka's own
/// clients, PEM included, so that one spelling serves brokers and registry.
final class KafkaTls {

    private static final ConfigDef KNOWN = new ConfigDef().withClientSslSupport();

    /// A context says nothing about these: not to be accepted and then ignored.
    private static final List<String> BEYOND_A_CONTEXT =
            List.of(
                    SslConfigs.SSL_CIPHER_SUITES_CONFIG,
                    SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
                    SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
                    SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);

    private KafkaTls() {}

    static Set<String> names() {
        var names = new HashSet<>(KNOWN.names());
        BEYOND_A_CONTEXT.forEach(names::remove);
        return names;
    }

    /// Throws a [org.apache.kafka.common.KafkaException] that says which file or value is wrong.
    static SSLContext context(Map<String, String> properties) {
        try (var factory = new DefaultSslEngineFactory()) {
            factory.configure(KNOWN.parse(properties));
            return factory.sslContext();
        }
    }
}
