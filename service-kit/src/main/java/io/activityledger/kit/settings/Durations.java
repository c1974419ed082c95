package io.activityledger.kit.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a duration is written in a setting: `500ms`, `10s`, `5m`, `2h`, `30d`.
public final class Durations {

    private static final Pattern SPELLING = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /// The duration a text spells, or empty when it spells none.
    public static Optional<Duration> parse(String text) {
        var matcher = SPELLING.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /// The shortest spelling that [#parse] reads back as the same duration.
    public static String spell(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
