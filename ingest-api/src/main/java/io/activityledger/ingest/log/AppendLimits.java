package io.activityledger.ingest.log;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How many writes may be under way, and how long may each take?
///
/// @param maxInFlight records sent and not yet settled; beyond these the answer is 503 at once
/// @param answerWithin when this is over the outcome counts as unknown
/// @param retryAfter what a client is told when it should try again
public record AppendLimits(int maxInFlight, Duration answerWithin, Duration retryAfter) {

    /// Reads `<prefix>_MAX_IN_FLIGHT` and its companions.
    public static AppendLimits read(SettingsReader reader, String prefix) {
        return new AppendLimits(
                reader.number(
                        prefix + "_MAX_IN_FLIGHT",
                        2_048,
                        Bounds.of(1, 100_000),
                        "Writes under way to Kafka at a time; beyond these the answer is 503 at once."),
                reader.duration(
                        prefix + "_ANSWER_WITHIN",
                        Duration.ofMillis(1_800),
                        "How long Kafka may take for one write; after it the answer is 503."),
                reader.duration(
                        prefix + "_RETRY_AFTER",
                        Duration.ofSeconds(1),
                        "What Retry-After says on a 503; whole seconds, rounded up."));
    }
}
