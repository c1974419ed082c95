package io.activityledger.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class SerializerSettingsTest {

    private static final Map<String, String> HOUSE =
            Map.of(
                    "X_URL", "https://registry",
                    "X_CLIENT_BASIC_AUTH_USER_INFO", "ada:pw",
                    "X_CLIENT_SSL_PROTOCOL", "TLSv1.3",
                    "K_CLIENT_AUTO_REGISTER_SCHEMAS", "false");

    @Test
    void unlessOneIsNamedTheHousesOwnWrites() {
        // When
        var settings = read("");
        // Then
        assertThat(open(settings)).isEmpty();
    }

    @Test
    void theOneThatIsNamedIsToldOfTheRegistryAndWhatIsPassedThrough() {
        // Given
        var settings = read(Telling.class.getName());
        // When
        try (var serializer = open(settings).getFirst()) {
            String told = new String(serializer.serialize("topic", "value"), UTF_8);
            // Then
            assertThat(told)
                    .contains("schema.registry.url=https://registry")
                    .contains("basic.auth.credentials.source=USER_INFO")
                    .contains("basic.auth.user.info=ada:pw")
                    .contains("schema.registry.ssl.protocol=TLSv1.3")
                    .contains("auto.register.schemas=false");
        }
    }

    @Test
    void oneThatIsNotThereIsToldAtTheStart() {
        // Given
        var reader = new SettingsReader(Map.of("S", "com.example.Absent"));
        // When
        SerializerSettings.read(reader, "S");
        // Then
        assertThat(reader.problems())
                .singleElement()
                .asString()
                .startsWith("S is 'com.example.Absent': there is no such serializer");
    }

    private static SerializerSettings read(String className) {
        var reader = new SettingsReader(Map.of("S", className));
        var settings = SerializerSettings.read(reader, "S");
        assertThat(reader.problems()).isEmpty();
        return settings;
    }

    private static List<KafkaValueSerializer> open(SerializerSettings settings) {
        var reader = new SettingsReader(HOUSE);
        return settings.open(KafkaSettings.read(reader, "K"), RegistrySettings.read(reader, "X"));
    }

    /// Its bytes are what it was told.
    public static final class Telling implements Serializer<Object> {

        private String told = "";

        @Override
        public void configure(Map<String, ?> properties, boolean isKey) {
            told = properties.toString();
        }

        @Override
        public byte[] serialize(String topic, Object value) {
            return told.getBytes(UTF_8);
        }
    }
}
