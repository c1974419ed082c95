package io.activityledger.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    private static final SettingsFile FILES = new SettingsFile("X", List.of("X_LOG_FORMAT"));

    @TempDir private Path directory;

    @Test
    void whatTheEnvironmentDoesNotSayTheFileSays() throws Exception {
        // Given
        String file =
                file(
                        """
                        # a comment
                        X_PORT=1
                        X_HOST = ångström.example
                        X_BLANK=of the file
                        X_KAFKA_CLIENT_ssl.truststore.location=/etc/x.pem
                        """);
        // When
        var settings =
                FILES.beneath(
                        Map.of("X_CONFIG_FILE", file, "X_PORT", "2", "X_BLANK", " ", "HOME", "/"));
        // Then
        assertThat(settings)
                .containsEntry("X_PORT", "2")
                .containsEntry("X_HOST", "ångström.example")
                .containsEntry("X_BLANK", "of the file")
                .containsEntry("HOME", "/");
        assertThat(new SettingsReader(settings).passthrough("X_KAFKA_CLIENT_", "").properties())
                .isEqualTo(Map.of("ssl.truststore.location", "/etc/x.pem"));
    }

    @Test
    void withoutAFileTheEnvironmentIsAll() {
        // Given
        var environment = Map.of("X_PORT", "2");
        // When
        var settings = FILES.beneath(environment);
        // Then
        assertThat(settings).isEqualTo(environment);
    }

    @Test
    void everyKeyThatIsNoSettingIsTold() throws Exception {
        // Given
        String file =
                file("kafka.bootstrap=a\nX_CONFIG_FILE=b\nX_LOG_FORMAT=json\nX_PORT=1\nY=2\n");
        // Then
        assertThatThrownBy(() -> FILES.beneath(Map.of("X_CONFIG_FILE", file)))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        it ->
                                assertThat(it.problems())
                                        .hasSize(4)
                                        .anyMatch(each -> each.contains("'kafka.bootstrap'"))
                                        .anyMatch(each -> each.contains("'Y' is no setting"))
                                        .anyMatch(each ->
                                                each.contains("X_LOG_FORMAT can be set in the")));
    }

    @Test
    void aFileThatIsNotThereOrBrokenIsTold() throws Exception {
        // Given
        String missing = directory.resolve("missing.properties").toString();
        String broken = file("X_PORT=\\u00zz\n");
        // Then
        assertThatThrownBy(() -> FILES.beneath(Map.of("X_CONFIG_FILE", missing)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("X_CONFIG_FILE is '" + missing + "'");
        assertThatThrownBy(() -> FILES.beneath(Map.of("X_CONFIG_FILE", broken)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("no properties file");
    }

    private String file(String content) throws Exception {
        return Files.writeString(Files.createTempFile(directory, "x", ".properties"), content)
                .toString();
    }
}
