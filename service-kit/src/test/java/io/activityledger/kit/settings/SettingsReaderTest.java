package io.activityledger.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    enum Topics {
        CREATE,
        VERIFY_ONLY
    }

    @Test
    void everyKindOfSettingIsRead() {
        // Given
        var texts = new HashMap<String, String>();
        texts.put("HOST", " 0.0.0.0 ");
        texts.put("PORT", "0");
        texts.put("THREADS", "4");
        texts.put("WAIT", "500ms");
        texts.put("BODY", "8MiB");
        texts.put("REGISTRY", "https://registry.example:8081/x");
        texts.put("DIR", "/var/lib/x");
        texts.put("ON", "TRUE");
        texts.put("TOPICS", "verify-only");
        // When
        var reader = new SettingsReader(texts);
        // Then
        assertThat(reader.text("HOST", "127.0.0.1", "")).isEqualTo("0.0.0.0");
        assertThat(reader.port("PORT", 8080, "")).isZero();
        assertThat(reader.number("THREADS", 1, Bounds.of(1, 8), "")).isEqualTo(4);
        assertThat(reader.duration("WAIT", Duration.ofSeconds(1), "")).hasMillis(500);
        assertThat(reader.byteSize("BODY", ByteSize.kib(1), "")).isEqualTo(ByteSize.mib(8));
        assertThat(reader.uri("REGISTRY", URI.create("http://localhost"), "")).hasPort(8081);
        assertThat(reader.path("DIR", Path.of("."), "")).isEqualTo(Path.of("/var/lib/x"));
        assertThat(reader.flag("ON", false, "")).isTrue();
        assertThat(reader.oneOf("TOPICS", Topics.CREATE, "")).isEqualTo(Topics.VERIFY_ONLY);
        assertThat(reader.optionalText("ABSENT", "")).isEmpty();
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void whatIsUnsetOrBlankHasItsDefault() {
        // When
        var reader = new SettingsReader(Map.of("PORT", "  "));
        // Then
        assertThat(reader.port("PORT", 8080, "")).isEqualTo(8080);
        assertThat(reader.duration("WAIT", Duration.ofMinutes(5), "")).hasMinutes(5);
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnceWithWhatIsAllowed() {
        // Given
        var texts = new HashMap<String, String>();
        texts.put("PORT", "65536");
        texts.put("THREADS", "9");
        texts.put("WAIT", "0s");
        texts.put("BODY", "8MB");
        texts.put("REGISTRY", "localhost:8081");
        texts.put("ON", "yes");
        texts.put("TOPICS", "maybe");
        texts.put("KEY", "c2hvcnQ=");
        var reader = new SettingsReader(texts);
        reader.port("PORT", 8080, "");
        reader.number("THREADS", 1, Bounds.of(1, 8), "");
        reader.duration("WAIT", Duration.ofSeconds(1), "");
        reader.byteSize("BODY", ByteSize.kib(1), "");
        reader.uri("REGISTRY", URI.create("http://localhost"), "");
        reader.flag("ON", false, "");
        reader.oneOf("TOPICS", Topics.CREATE, "");
        reader.secret("KEY", "");
        reader.requiredText("NAME", "");
        // Then
        assertThatThrownBy(reader::finish)
                .isInstanceOf(InvalidSettings.class)
                .message()
                .isEqualToNormalizingNewlines(
                        """
                        PORT is '65536': it must be a port, 0 to 65535.
                        THREADS is '9': it must be a whole number, 1 to 8.
                        WAIT is '0s': it must be a duration above zero, such as 500ms, 10s or 5m.
                        BODY is '8MB': it must be a size above zero, such as 64KiB or 8MiB.
                        REGISTRY is 'localhost:8081': it must be an address such as http://localhost:8081.
                        ON is 'yes': it must be true or false.
                        TOPICS is 'maybe': it must be one of create, verify-only.
                        KEY is not usable: it must be 32 bytes in base64 (for example from `openssl rand -base64 32`).
                        NAME is missing: it must be any text.\
                        """);
    }

    @Test
    void aSecretIsReadAndNeverShown() {
        // Given
        byte[] bytes = new byte[32];
        bytes[0] = 7;
        String text = Base64.getEncoder().encodeToString(bytes);
        // When
        var secret = new SettingsReader(Map.of("KEY", text)).secret("KEY", "");
        // Then
        assertThat(secret.reveal()).isEqualTo(bytes);
        assertThat(secret).hasToString("********").isEqualTo(Secret.of(bytes));
        assertThat("" + secret).doesNotContain(text);
    }

    @Test
    void prefixedNamesBecomeClientPropertiesAndSecretsAreMasked() {
        // Given
        var texts =
                Map.of(
                        "X_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "X_KAFKA_SASL_JAAS_CONFIG", "user=a password=b",
                        "X_KAFKA_SSL_KEYSTORE_PASSWORD", "hunter2",
                        "X_OTHER", "1");
        // When
        var passed = new SettingsReader(texts).passthrough("X_KAFKA_", "");
        // Then
        assertThat(passed.properties())
                .containsOnlyKeys("security.protocol", "sasl.jaas.config", "ssl.keystore.password")
                .containsEntry("sasl.jaas.config", "user=a password=b");
        assertThat(passed.toString())
                .contains("security.protocol=SASL_SSL", "ssl.keystore.password=********")
                .doesNotContain("hunter2", "password=b");
    }

    @Test
    void readingWritesTheTableOfSettings() {
        // Given
        var reader = new SettingsReader(Map.of());
        // When
        reader.duration("WAIT", Duration.ofMillis(1_500), "How long to wait.");
        reader.byteSize("BODY", ByteSize.kib(64), "Largest body.");
        // Then
        assertThat(reader.described())
                .extracting(SettingDescription::name, SettingDescription::fallback)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("WAIT", "1500ms"),
                        org.assertj.core.groups.Tuple.tuple("BODY", "64KiB"));
    }
}
