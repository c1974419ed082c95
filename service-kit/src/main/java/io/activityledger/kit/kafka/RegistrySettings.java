package io.activityledger.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.settings.Passthrough;
import io.activityledger.kit.settings.SettingsReader;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;

/// Which schema registry, whom do we trust there, and who are we to it?
///
/// @param client properties as Confluent's clients have them, such as `basic.auth.user.info`
public record RegistrySettings(URI url, Passthrough client) {

    private static final String USER = "basic.auth.user.info";
    private static final String USER_SOURCE = "basic.auth.credentials.source";
    private static final String TOKEN = "bearer.auth.token";
    private static final String TOKEN_SOURCE = "bearer.auth.credentials.source";
    private static final Map<String, String> SOURCES =
            Map.of(USER_SOURCE, "USER_INFO", TOKEN_SOURCE, "STATIC_TOKEN");

    /// Reads `<prefix>_URL` and every `<prefix>_CLIENT_<PROPERTY>`.
    public static RegistrySettings read(SettingsReader reader, String prefix) {
        URI url =
                reader.uri(
                        prefix + "_URL",
                        URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
                        "Schema registry, as Confluent's clients are told it.");
        Passthrough client =
                reader.passthrough(
                        prefix + "_CLIENT_",
                        "Property of the registry's client: BASIC_AUTH_USER_INFO (user:password),"
                                + " BEARER_AUTH_TOKEN, SSL_TRUSTSTORE_LOCATION and so on.");
        var settings = new RegistrySettings(url, client);
        settings.judge(reader, prefix);
        return settings;
    }

    /// A registry that asks nobody who they are.
    public static RegistrySettings at(URI url) {
        return new RegistrySettings(url, Passthrough.none());
    }

    /// Makes a client of a base URL, of what every request carries, and of whom it trusts.
    @FunctionalInterface
    public interface ClientMaker<T> {

        T make(URI url, Map<String, String> headers, SSLContext tls);
    }

    /// Throws a [KafkaException] where a store of keys cannot be used, which [#read] has told.
    public <T> T client(ClientMaker<T> maker) {
        return maker.make(url, headers(), tls());
    }

    /// What every request carries; values are secret.
    Map<String, String> headers() {
        String user = property(USER);
        String token = property(TOKEN);
        if (!user.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
            return Map.of("Authorization", "Basic " + encoded);
        }
        return token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    SSLContext tls() {
        Map<String, String> ssl = new HashMap<>(client.properties());
        ssl.keySet().removeIf(name -> !name.startsWith("ssl."));
        return KafkaTls.context(ssl);
    }

    /// What a serializer of Confluent's is told to reach the same registry.
    Map<String, String> asConfluentHasThem() {
        Map<String, String> properties = new HashMap<>(client.properties());
        client.properties()
                .forEach((name, value) -> {
                    if (name.startsWith("ssl.")) {
                        properties.put("schema.registry." + name, value);
                    }
                });
        SOURCES.forEach((source, only) -> {
            if (!property(source.equals(USER_SOURCE) ? USER : TOKEN).isEmpty()) {
                properties.put(source, only);
            }
        });
        properties.put("schema.registry.url", url.toString());
        return properties;
    }

    private void judge(SettingsReader reader, String prefix) {
        if (url.getRawUserInfo() != null) {
            reader.reject(
                    "%s_URL names a user: set %s_CLIENT_BASIC_AUTH_USER_INFO to user:password instead."
                            .formatted(prefix, prefix));
        }
        for (String unknown : unknown()) {
            reader.reject(
                    "%s_CLIENT_… names '%s': of the registry's client there are %s."
                            .formatted(prefix, unknown, String.join(", ", known())));
        }
        SOURCES.forEach((name, only) -> {
            if (!property(name).isEmpty() && !property(name).equals(only)) {
                reader.reject(
                        "%s_CLIENT_… has %s=%s: only %s is there."
                                .formatted(prefix, name, property(name), only));
            }
        });
        if (!property(USER).isEmpty() && !property(TOKEN).isEmpty()) {
            reader.reject(
                    "%s_CLIENT_… has both %s and %s: the registry is told one of them."
                            .formatted(prefix, USER, TOKEN));
        }
        judgeTls(reader, prefix);
    }

    private void judgeTls(SettingsReader reader, String prefix) {
        try {
            tls();
        } catch (KafkaException unusable) {
            reader.reject(
                    "%s_CLIENT_SSL_… cannot be used: %s.".formatted(prefix, unusable.getMessage()));
        }
    }

    private Set<String> unknown() {
        var unknown = new TreeSet<>(client.properties().keySet());
        unknown.removeAll(known());
        return unknown;
    }

    private static Set<String> known() {
        var known = new TreeSet<>(KafkaTls.names());
        known.addAll(Set.of(USER, TOKEN));
        known.addAll(SOURCES.keySet());
        return known;
    }

    private String property(String name) {
        return client.properties().getOrDefault(name, "");
    }
}
