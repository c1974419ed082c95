package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.AccessSettings;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.RegistrySettings;
import io.activityledger.kit.kafka.StreamsSettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.routing.InstanceSettings;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingDescription;
import io.activityledger.kit.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every README names each setting that its module reads, with its default and its meaning, and no
/// other.
class SettingsReadmeTest {

    private static final String HEAD = "| name | default | meaning |\n| --- | --- | --- |\n";

    /// The modules that read settings.
    enum Module {
        INGEST("ingest-api"),
        TIMELINE("timeline-projector"),
        WEBHOOKS("webhook-dispatcher"),
        ACCESS("access"),
        KIT("service-kit"),
        STANDALONE("standalone");

        private final String directory;

        Module(String directory) {
            this.directory = directory;
        }

        private List<SettingDescription> settings() {
            var reader = new SettingsReader(Map.of());
            switch (this) {
                case INGEST -> io.activityledger.ingest.ProcessSettings.read(reader);
                case TIMELINE -> io.activityledger.timeline.ProcessSettings.read(reader);
                case WEBHOOKS -> io.activityledger.webhooks.ProcessSettings.read(reader);
                case ACCESS -> AccessSettings.read(reader);
                case KIT -> readKit(reader);
                case STANDALONE -> {
                    return flags();
                }
            }
            return reader.described();
        }

        private static void readKit(SettingsReader reader) {
            KafkaSettings.read(reader, "…_KAFKA");
            RegistrySettings.read(reader, "…_REGISTRY");
            TopicsSettings.read(reader, "…_TOPICS");
            HttpServerSettings.read(reader, "…_HTTP", 8080);
            InstanceSettings.read(reader, new InstanceSettings.Prefixes("…", "…_INTERNAL", 8181));
            StreamsSettings.read(
                    reader,
                    "…",
                    new StreamsSettings.Usual(
                            Duration.ofMillis(200), ByteSize.mib(256), ByteSize.mib(96)));
        }

        private String table() {
            return settings().stream()
                    .map(SettingDescription::row)
                    .collect(Collectors.joining("\n", HEAD, "\n"));
        }

        /// What `dev` can be told, by flags or by settings.
        private static List<SettingDescription> flags() {
            var dev = Ledger.commandLine().getSubcommands().get("dev").getCommandSpec();
            return dev.options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp())
                    .map(option ->
                            new SettingDescription(
                                    SettingDefaults.setting(option),
                                    option.defaultValue() == null ? "" : option.defaultValue(),
                                    "",
                                    "`%s`: %s"
                                            .formatted(
                                                    option.longestName(),
                                                    String.join(" ", option.description())),
                                    false))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReadmesTableIsWhatTheModuleReads(Module module) throws IOException {
        // Given
        Path readme = Repository.root().resolve(module.directory).resolve("README.md");
        String standing = Files.readString(readme);
        int start = standing.indexOf(HEAD);
        assertThat(start).as("%s has no table of settings", readme).isNotNegative();

        // When
        String before = standing.substring(0, start);
        String after = afterTable(standing.substring(start));
        Path mended = Path.of("target", module.directory + "-README.md").toAbsolutePath();
        Files.writeString(mended, before + module.table() + after);

        // Then
        assertThat(standing)
                .as("the settings of %s changed. Mend it: cp %s %s", module, mended, readme)
                .isEqualTo(before + module.table() + after);
    }

    @Test
    void noOtherModuleReadsSettings() {
        // When
        Set<String> reading =
                Repository.textFiles().stream()
                        .filter(file -> file.path().contains("/src/main/") && file.isJava())
                        .filter(file -> file.text().contains("new SettingsReader("))
                        .map(file -> file.path().replaceFirst("/.*", ""))
                        .collect(Collectors.toSet());

        // Then
        assertThat(Arrays.stream(Module.values()).map(it -> it.directory)).containsAll(reading);
    }

    private static String afterTable(String table) {
        return table.lines()
                .dropWhile(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
