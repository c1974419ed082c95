package io.activityledger.kit.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/// What does the settings file say? A properties file in UTF-8 whose keys are the names that the
/// environment has; where both name a setting, the environment counts.
public final class SettingsFile {

    private final String naming;
    private final Pattern names;
    private final List<String> inEnvironmentOnly;

    /// @param prefix that every setting's name begins with
    /// @param inEnvironmentOnly settings that are read before any file is
    public SettingsFile(String prefix, List<String> inEnvironmentOnly) {
        this.naming = prefix + "_CONFIG_FILE";
        this.names = Pattern.compile(Pattern.quote(prefix) + "_[A-Za-z0-9_.-]+");
        this.inEnvironmentOnly = List.copyOf(inEnvironmentOnly);
    }

    /// The environment's variables over those of the file that it names, if it names one.
    ///
    /// @throws InvalidSettings when the file cannot be used, with every problem of it
    public Map<String, String> beneath(Map<String, String> environment) {
        String named = environment.getOrDefault(naming, "").strip();
        if (named.isEmpty()) {
            return environment;
        }
        Map<String, String> all = new HashMap<>(content(named));
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                all.put(name, value);
            }
        });
        return all;
    }

    private Map<String, String> content(String named) {
        var problems = new ArrayList<String>();
        var content = new HashMap<String, String>();
        for (var entry : properties(named).entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (name.equals(naming) || inEnvironmentOnly.contains(name)) {
                problems.add("%s: %s can be set in the environment only.".formatted(named, name));
            } else if (names.matcher(name).matches()) {
                content.put(name, String.valueOf(entry.getValue()));
            } else {
                problems.add(
                        "%s: '%s' is no setting: their names are those of the environment's variables, %s."
                                .formatted(named, name, naming.replace("CONFIG_FILE", "…")));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems.stream().sorted().toList());
        }
        return content;
    }

    private Properties properties(String named) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(named), UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (InvalidPathException | IOException unreadable) {
            throw new InvalidSettings(
                    List.of(
                            "%s is '%s': the file cannot be read (%s)."
                                    .formatted(naming, named, unreadable)));
        } catch (IllegalArgumentException broken) {
            throw new InvalidSettings(
                    List.of(
                            "%s: it is no properties file: %s."
                                    .formatted(named, broken.getMessage())));
        }
    }
}
