package io.activityledger.kit;

import io.activityledger.kit.settings.SettingsFile;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The one place where the machine's clock, dice and environment variables are taken from, those of
/// the file that `LEDGER_CONFIG_FILE` names included.
///
/// A `Main` takes it once and hands its parts to whoever needs them; a test makes its own.
///
/// @param dice safe to be shared by threads and good enough for ids and secrets
public record SystemEnvironment(
        Map<String, String> variables, InstantSource clock, RandomGenerator dice) {

    /// The logging library and the launcher read these themselves.
    private static final SettingsFile FILE =
            new SettingsFile("LEDGER", List.of("LEDGER_LOG_FORMAT", "LEDGER_JAVA_OPTS"));

    public SystemEnvironment {
        variables = Map.copyOf(variables);
    }

    /// Throws [io.activityledger.kit.settings.InvalidSettings] where the file cannot be used.
    public static SystemEnvironment ofThisProcess() {
        return new SystemEnvironment(
                FILE.beneath(System.getenv()),
                new MonotonicClock(InstantSource.system()),
                new SecureRandom());
    }
}
