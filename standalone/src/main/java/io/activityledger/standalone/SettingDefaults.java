package io.activityledger.standalone;

import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.settings.Unusable;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What does a flag mean that nobody gave? `--http-port` is then `LEDGER_HTTP_PORT`, of the
/// environment or the settings file.
final class SettingDefaults implements IDefaultValueProvider {

    private final Map<String, String> variables = variables();

    SettingDefaults() {}

    /// Null leaves it to the flag, which picocli asks for.
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            String value = variables.getOrDefault(setting(option), "").strip();
            return value.isEmpty() ? null : value;
        }
        return null;
    }

    static String setting(OptionSpec option) {
        String name = option.longestName().replaceFirst("^--", "");
        return "LEDGER_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// A file that cannot be used is told by the command itself.
    private static Map<String, String> variables() {
        try {
            return SystemEnvironment.ofThisProcess().variables();
        } catch (Unusable toldLater) {
            return Map.of();
        }
    }
}
