package io.activityledger.access;

import io.activityledger.kit.kafka.KafkaSettings;
import io.activityledger.kit.kafka.RegistrySettings;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What can be set about keys, workspaces and limits?
///
/// @param standing the keys that files and the environment name
/// @param patience how long a request with an unknown key waits for the newest keys
public record AccessSettings(
        KafkaSettings kafka,
        TopicsSettings topics,
        RegistrySettings registry,
        KeyRing standing,
        RateLimitSettings limits,
        Duration patience) {

    private static final String ADMIN_KEY = "LEDGER_ADMIN_KEY";

    /// The same names as every service reads.
    public static AccessSettings read(SettingsReader reader) {
        return new AccessSettings(
                KafkaSettings.read(reader, "LEDGER_KAFKA"),
                TopicsSettings.read(reader, "LEDGER_TOPICS"),
                RegistrySettings.read(reader, "LEDGER_REGISTRY"),
                fileKeys(reader).and(adminKey(reader)),
                RateLimitSettings.read(reader, "LEDGER_RATE_LIMIT"),
                reader.duration(
                        "LEDGER_KEYS_PATIENCE",
                        Duration.ofSeconds(1),
                        "How long a request with an unknown key waits for the newest keys."));
    }

    /// The same with further keys.
    public AccessSettings and(KeyRing further) {
        return new AccessSettings(kafka, topics, registry, standing.and(further), limits, patience);
    }

    private static KeyRing fileKeys(SettingsReader reader) {
        return reader.optionalText("LEDGER_KEYS_FILE", "A file of API keys, read once at start.")
                .map(file -> keysIn(file, reader))
                .orElse(KeyRing.empty());
    }

    private static KeyRing keysIn(String file, SettingsReader reader) {
        try {
            return KeysFile.read(Path.of(file));
        } catch (KeysFile.InvalidKeysFile unusable) {
            reader.reject(String.valueOf(unusable.getMessage()));
            return KeyRing.empty();
        }
    }

    private static KeyRing adminKey(SettingsReader reader) {
        Optional<String> key =
                reader.optionalText(
                        ADMIN_KEY, "The first admin key: it may do everything in its workspace.");
        String workspace =
                reader.text("LEDGER_ADMIN_WORKSPACE", "main", "The workspace of that key.");
        if (key.isPresent() && key.get().length() < AdminKey.SHORTEST) {
            reader.reject(ADMIN_KEY + " must have " + AdminKey.SHORTEST + " characters or more.");
        }
        return key.map(each -> AdminKey.ring(each, workspace)).orElse(KeyRing.empty());
    }
}
