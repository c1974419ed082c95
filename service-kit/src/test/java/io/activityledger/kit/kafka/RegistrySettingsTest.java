package io.activityledger.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

    @Test
    void aUserOrATokenIsToldWithEveryRequestAndNeverShown() {
        // When
        var user =
                read("X_CLIENT_BASIC_AUTH_USER_INFO", "ada:pässword", "X_URL", "https://registry");
        var token = read("X_CLIENT_BEARER_AUTH_TOKEN", "tok");
        var nobody = read("X_URL", "http://registry");
        // Then
        assertThat(user.headers()).isEqualTo(Map.of("Authorization", "Basic YWRhOnDDpHNzd29yZA=="));
        assertThat(token.headers()).isEqualTo(Map.of("Authorization", "Bearer tok"));
        assertThat(nobody.headers()).isEmpty();
        assertThat(user.toString()).contains("https://registry").doesNotContain("pässword");
        assertThat(nobody.tls()).isNotNull();
    }

    @Test
    void whatCannotBeUsedIsToldAtOnceAndPasswordsAreNot() {
        // When
        var problems =
                problems(
                        Map.of(
                                "X_URL", "http://ada:pw1@registry",
                                "X_CLIENT_BASIC_AUTH_USER_INFO", "ada:pw2",
                                "X_CLIENT_BEARER_AUTH_TOKEN", "pw3",
                                "X_CLIENT_BASIC_AUTH_CREDENTIALS_SOURCE", "URL",
                                "X_CLIENT_SSL_CIPHER_SUITES", "none",
                                "X_CLIENT_SSL_TRUSTSTORE_LOCATION", "/nowhere/trust.p12",
                                "X_CLIENT_SSL_TRUSTSTORE_PASSWORD", "pw4"));
        // Then
        assertThat(problems)
                .hasSize(5)
                .anyMatch(it -> it.startsWith("X_URL names a user"))
                .anyMatch(it -> it.contains("'ssl.cipher.suites'"))
                .anyMatch(it -> it.contains("credentials.source=URL: only USER_INFO"))
                .anyMatch(it -> it.contains("both basic.auth.user.info and bearer.auth.token"))
                .anyMatch(it -> it.contains("/nowhere/trust.p12"))
                .noneMatch(it -> it.matches("(?s).*pw\\d.*"));
    }

    @Test
    void whatNoClientOfKafkaTakesIsToldToo() {
        // Given
        var reader =
                new SettingsReader(
                        Map.of(
                                "X_BOOTSTRAP", "broker:9093",
                                "X_CLIENT_SECURITY_PROTOCOL", "SASL_SLS",
                                "X_CLIENT_SASL_JAAS_CONFIG", "password=pw"));
        // When
        KafkaSettings.read(reader, "X");
        // Then
        assertThat(reader.problems())
                .singleElement()
                .asString()
                .contains("SASL_SLS")
                .doesNotContain("password=pw");
    }

    private static RegistrySettings read(String... texts) {
        var given =
                texts.length == 2
                        ? Map.of(texts[0], texts[1])
                        : Map.of(texts[0], texts[1], texts[2], texts[3]);
        var reader = new SettingsReader(given);
        var settings = RegistrySettings.read(reader, "X");
        assertThat(reader.problems()).isEmpty();
        return settings;
    }

    private static List<String> problems(Map<String, String> texts) {
        var reader = new SettingsReader(texts);
        RegistrySettings.read(reader, "X");
        return reader.problems();
    }
}
