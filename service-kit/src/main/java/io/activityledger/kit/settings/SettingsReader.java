package io.activityledger.kit.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What do these texts mean, and what is wrong with them, all at once?
///
/// Every read names the setting, what it is when unset and what it does, so that reading also
/// writes the table of settings ([#described]). A value that cannot be used is noted and the read
/// goes on with a stand-in; [#finish] then throws with every problem. An empty or blank text counts
/// as unset. Used by one thread, at start.
public final class SettingsReader {

    private static final int SECRET_BYTES = 32;

    private final Map<String, String> values;
    private final Map<String, SettingDescription> described = new LinkedHashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    public SettingsReader(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public String text(String name, String fallback, String description) {
        return read(new Setting<>(name, fallback, "any text", description, Optional::of), fallback);
    }

    /// A text that must be set.
    public String requiredText(String name, String description) {
        return required(new Setting<>(name, "", "any text", description, Optional::of), "");
    }

    public Optional<String> optionalText(String name, String description) {
        return optional(new Setting<>(name, "", "any text", description, Optional::of));
    }

    /// A port to listen on, where 0 means any free one, or to connect to.
    public int port(String name, int fallback, String description) {
        return read(
                new Setting<>(
                        name,
                        String.valueOf(fallback),
                        "a port, 0 to 65535",
                        description,
                        text -> wholeNumber(text, Bounds.of(0, 65_535))),
                fallback);
    }

    public int number(String name, int fallback, Bounds bounds, String description) {
        return read(
                new Setting<>(
                        name,
                        String.valueOf(fallback),
                        "a whole number, " + bounds.lowest() + " to " + bounds.highest(),
                        description,
                        text -> wholeNumber(text, bounds)),
                fallback);
    }

    /// A duration above zero.
    public Duration duration(String name, Duration fallback, String description) {
        return read(
                new Setting<>(
                        name,
                        Durations.spell(fallback),
                        "a duration above zero, such as 500ms, 10s or 5m",
                        description,
                        text -> Durations.parse(text).filter(Duration::isPositive)),
                fallback);
    }

    /// A size above zero.
    public ByteSize byteSize(String name, ByteSize fallback, String description) {
        return read(
                new Setting<>(
                        name,
                        fallback.toString(),
                        "a size above zero, such as 64KiB or 8MiB",
                        description,
                        text -> ByteSize.parse(text).filter(size -> size.bytes() > 0)),
                fallback);
    }

    /// An absolute http or https address.
    public URI uri(String name, URI fallback, String description) {
        return read(
                new Setting<>(
                        name,
                        fallback.toString(),
                        "an address such as http://localhost:8081",
                        description,
                        SettingsReader::httpAddress),
                fallback);
    }

    public Path path(String name, Path fallback, String description) {
        return read(
                new Setting<>(
                        name,
                        fallback.toString(),
                        "a path of the file system",
                        description,
                        SettingsReader::filePath),
                fallback);
    }

    public boolean flag(String name, boolean fallback, String description) {
        return read(
                new Setting<>(
                        name,
                        String.valueOf(fallback),
                        "true or false",
                        description,
                        SettingsReader::truth),
                fallback);
    }

    /// One of an enum's constants, written in lower case with `-` for `_`.
    public <E extends Enum<E>> E oneOf(String name, E fallback, String description) {
        var choices =
                Arrays.stream(fallback.getDeclaringClass().getEnumConstants())
                        .collect(Collectors.toMap(SettingsReader::spelled, each -> each));
        String allowed =
                Arrays.stream(fallback.getDeclaringClass().getEnumConstants())
                        .map(SettingsReader::spelled)
                        .collect(Collectors.joining(", ", "one of ", ""));
        return read(
                new Setting<>(
                        name,
                        spelled(fallback),
                        allowed,
                        description,
                        text -> Optional.ofNullable(choices.get(text.toLowerCase(Locale.ROOT)))),
                fallback);
    }

    /// Thirty-two bytes in base64 that must be set; never shown in a problem.
    public Secret secret(String name, String description) {
        return required(secretSetting(name, description), Secret.of(new byte[SECRET_BYTES]));
    }

    public Optional<Secret> optionalSecret(String name, String description) {
        return optional(secretSetting(name, description));
    }

    /// Every setting that starts with the prefix, as the property of a client behind it: with
    /// `X_KAFKA_`, `X_KAFKA_SECURITY_PROTOCOL` becomes `security.protocol`.
    ///
    /// What is not all capitals is taken as it stands: `X_KAFKA_security.protocol` is the same, and
    /// the only way to a property that has capitals or underscores of its own.
    public Passthrough passthrough(String prefix, String description) {
        describe(prefix + "<NAME>", "", "any property of the client", description);
        var properties = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length() && !value.isBlank()) {
                properties.put(property(name.substring(prefix.length())), value);
            }
        });
        return new Passthrough(properties);
    }

    private static String property(String name) {
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT)) && name.indexOf('.') < 0;
        return capitals ? name.replace('_', '.').toLowerCase(Locale.ROOT) : name;
    }

    /// Notes a problem no single read can see, such as two settings that exclude each other.
    public void reject(String problem) {
        problems.add(problem);
    }

    /// Every setting read so far, in the order of reading.
    public List<SettingDescription> described() {
        return List.copyOf(described.values());
    }

    /// Every problem met so far, each saying what is allowed.
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /// Ends the reading.
    ///
    /// @throws InvalidSettings when anything read so far cannot be used
    public void finish() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(List.copyOf(problems));
        }
    }

    private record Setting<T>(
            String name,
            String fallback,
            String allowed,
            String description,
            Function<String, Optional<T>> parse,
            boolean hidden) {

        Setting(
                String name,
                String fallback,
                String allowed,
                String description,
                Function<String, Optional<T>> parse) {
            this(name, fallback, allowed, description, parse, false);
        }
    }

    private <T> T read(Setting<T> setting, T fallback) {
        return optional(setting).orElse(fallback);
    }

    private <T> T required(Setting<T> setting, T standIn) {
        if (!values.getOrDefault(setting.name, "").isBlank()) {
            return read(setting, standIn);
        }
        described.putIfAbsent(
                setting.name,
                new SettingDescription(
                        setting.name,
                        setting.fallback,
                        setting.allowed,
                        setting.description,
                        true));
        problems.add(setting.name + " is missing: it must be " + setting.allowed + ".");
        return standIn;
    }

    private <T> Optional<T> optional(Setting<T> setting) {
        describe(setting.name, setting.fallback, setting.allowed, setting.description);
        String text = values.getOrDefault(setting.name, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> parsed = setting.parse.apply(text);
        if (parsed.isEmpty()) {
            String shown = setting.hidden ? "is not usable" : "is '" + text + "'";
            problems.add(setting.name + " " + shown + ": it must be " + setting.allowed + ".");
        }
        return parsed;
    }

    private void describe(String name, String fallback, String allowed, String description) {
        described.putIfAbsent(
                name, new SettingDescription(name, fallback, allowed, description, false));
    }

    private static Setting<Secret> secretSetting(String name, String description) {
        return new Setting<>(
                name,
                "",
                "32 bytes in base64 (for example from `openssl rand -base64 32`)",
                description,
                text -> Secret.parseBase64(text).filter(it -> it.length() == SECRET_BYTES),
                true);
    }

    private static Optional<Integer> wholeNumber(String text, Bounds bounds) {
        try {
            int number = Integer.parseInt(text);
            return bounds.hold(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<URI> httpAddress(String text) {
        try {
            var uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static Optional<Path> filePath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
