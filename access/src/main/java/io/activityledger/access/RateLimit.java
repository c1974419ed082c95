package io.activityledger.access;

import io.activityledger.kit.settings.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How many requests are allowed within which window?
public record RateLimit(long requests, Duration window) {

    /// More is no limit.
    public static final long MOST_REQUESTS = 1_000_000_000;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Pattern SPELLING = Pattern.compile("(\\d{1,9})/(\\w+)");

    public RateLimit {
        if (requests < 1 || requests > MOST_REQUESTS || window.toSeconds() < 1) {
            throw new IllegalArgumentException("no limit: " + requests + " in " + window);
        }
    }

    /// Reads `50/1m,1000/1d`; empty text is no limit at all, empty answer is no such text.
    static Optional<List<RateLimit>> parseAll(String text) {
        List<Optional<RateLimit>> each =
                Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(RateLimit::parse)
                        .toList();
        return each.stream().allMatch(Optional::isPresent)
                ? Optional.of(each.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    static String spellAll(List<RateLimit> limits) {
        return limits.stream()
                .map(it -> it.requests + "/" + Durations.spell(it.window))
                .collect(Collectors.joining(","));
    }

    /// The share of one of `instances`, never nothing.
    RateLimit share(int instances) {
        return instances == 1 ? this : new RateLimit(Math.max(1, requests / instances), window);
    }

    /// Whole days begin at midnight UTC; shorter windows refill as time goes by.
    boolean beginsAtMidnight() {
        return window.toSeconds() % DAY.toSeconds() == 0;
    }

    String name() {
        long seconds = window.toSeconds();
        if (seconds == 1) {
            return "second";
        }
        if (seconds == 60) {
            return "minute";
        }
        if (seconds == 3_600) {
            return "hour";
        }
        return seconds == DAY.toSeconds() ? "day" : seconds + "-seconds";
    }

    private static Optional<RateLimit> parse(String text) {
        Matcher spelled = SPELLING.matcher(text);
        return spelled.matches()
                ? Durations.parse(spelled.group(2))
                        .filter(window -> window.toSeconds() >= 1)
                        .filter(_ -> Long.parseLong(spelled.group(1)) >= 1)
                        .map(window -> new RateLimit(Long.parseLong(spelled.group(1)), window))
                : Optional.empty();
    }
}
