package io.activityledger.ingest.deduplication;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How long may the question for the first record take, and how many requests wait for others?
///
/// @param before how long an answer is waited for before the write; without one it is written
/// @param behind how long behind the write; without one the answer is unverified
/// @param keysUnderWay requests whose doubles wait for them; beyond these nobody waits
/// @param patienceForOthers how long a request waits for one of the same key
public record DeduplicationLimits(
        Duration before, Duration behind, int keysUnderWay, Duration patienceForOthers) {

    private static final Duration PATIENCE_FOR_OTHERS = Duration.ofMillis(1_500);

    /// Reads `<prefix>_ASK_BEFORE` and its companions.
    public static DeduplicationLimits read(SettingsReader reader, String prefix) {
        return new DeduplicationLimits(
                reader.duration(
                        prefix + "_ASK_BEFORE",
                        Duration.ofMillis(400),
                        "How long a projector may take to say whether a key was used before."),
                reader.duration(
                        prefix + "_ASK_BEHIND",
                        Duration.ofMillis(600),
                        "How long it may take to say whether the write was the first of its key."),
                reader.number(
                        prefix + "_KEYS_UNDER_WAY",
                        10_000,
                        Bounds.of(0, 1_000_000),
                        "Requests with a key whose doubles wait for them on this instance."),
                PATIENCE_FOR_OTHERS);
    }
}
