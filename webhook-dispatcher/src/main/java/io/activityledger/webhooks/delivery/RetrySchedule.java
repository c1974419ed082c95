package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.settings.Durations;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/// How long after a failed attempt comes the next, and how often is tried at all?
///
/// The wait is spread by up to a tenth either way, always the same for one delivery and attempt, so
/// that what failed together does not come back together.
///
/// @param pauses the wait before each attempt; the first attempt's is none
/// @param longestRetryAfter what a receiver asks for beyond this is not granted
public record RetrySchedule(List<Duration> pauses, Duration longestRetryAfter) {

    private static final int MAX_ATTEMPTS = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);
    private static final String USUAL = "0s,5s,5m,30m,2h,5h,10h,14h,20h,24h";
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);
    private static final double SPREAD = 0.1;

    public RetrySchedule {
        pauses = List.copyOf(pauses);
        if (pauses.isEmpty()) {
            throw new IllegalArgumentException("a schedule has at least one attempt");
        }
    }

    /// Ten attempts in three days.
    public static RetrySchedule usual() {
        return new RetrySchedule(parse(USUAL).orElseThrow(), LONGEST_RETRY_AFTER);
    }

    /// Reads `<prefix>_SCHEDULE` and `<prefix>_LONGEST_RETRY_AFTER`.
    public static RetrySchedule read(SettingsReader reader, String prefix) {
        String name = prefix + "_SCHEDULE";
        Optional<List<Duration>> pauses =
                parse(
                        reader.text(
                                name,
                                USUAL,
                                "The wait before each attempt of a delivery, the first included."));
        if (pauses.isEmpty()) {
            reader.reject(
                    "%s must be 1 to %d durations of at most %s each, separated by commas, such as %s."
                            .formatted(name, MAX_ATTEMPTS, Durations.spell(LONGEST_PAUSE), USUAL));
        }
        return new RetrySchedule(
                pauses.orElseGet(() -> usual().pauses()),
                reader.duration(
                        prefix + "_LONGEST_RETRY_AFTER",
                        LONGEST_RETRY_AFTER,
                        "The longest wait that a receiver's Retry-After is granted."));
    }

    /// The same, with these waits before each attempt after the first.
    RetrySchedule withWaits(List<Duration> waits) {
        var all = new ArrayList<Duration>();
        all.add(Duration.ZERO);
        all.addAll(waits);
        return new RetrySchedule(all, longestRetryAfter);
    }

    /// The wait after the failed `attempt`, 1 for the first; empty where it was the last.
    public Optional<Duration> pauseAfter(int attempt, String webhookId) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1: " + attempt);
        }
        return attempt < pauses.size()
                ? Optional.of(spread(pauses.get(attempt), roll(webhookId, attempt)))
                : Optional.empty();
    }

    private static Duration spread(Duration pause, double roll) {
        return pause.plusMillis(Math.round(pause.toMillis() * SPREAD * (2 * roll - 1)));
    }

    /// Between 0 and 1, by hash: nobody throws dice.
    private static double roll(String webhookId, int attempt) {
        var hash = new CRC32C();
        hash.update((webhookId + "/" + attempt).getBytes(UTF_8));
        return hash.getValue() / (double) 0xFFFF_FFFFL;
    }

    private static Optional<List<Duration>> parse(String text) {
        var pauses = new ArrayList<Duration>();
        for (String each : text.split(",", -1)) {
            Optional<Duration> pause =
                    Durations.parse(each.strip().equals("0") ? "0s" : each)
                            .filter(it -> it.compareTo(LONGEST_PAUSE) <= 0);
            if (pause.isEmpty() || pauses.size() == MAX_ATTEMPTS) {
                return Optional.empty();
            }
            pauses.add(pause.get());
        }
        return Optional.of(pauses);
    }

    @Override
    public String toString() {
        return pauses.stream().map(Durations::spell).collect(Collectors.joining(","));
    }
}
