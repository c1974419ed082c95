package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How many endpoints may there be, and how long may each step of a request about them take?
///
/// @param perWorkspace counted when one is created
/// @param maxBody beyond it the answer is 413
/// @param maxInFlight facts sent to Kafka and not yet settled; beyond these the answer is 503
/// @param answerWithin for the acknowledgement of one fact
/// @param effectiveWithin for every live instance to apply it; then `Ledger-Effective: pending`
/// @param patience of a request with what Kafka is asked before it is answered
/// @param catchUpWithin for all endpoints to be read before activities are matched
/// @param resolveWithin for the name of a receiver to lead to addresses; later it is taken as is
/// @param tests samples under way at a time; beyond these the answer is 503
/// @param retryAfter what a client is told when it should try again
public record EndpointLimits(
        int perWorkspace,
        ByteSize maxBody,
        int maxInFlight,
        Duration answerWithin,
        Duration effectiveWithin,
        Duration patience,
        Duration catchUpWithin,
        Duration resolveWithin,
        int tests,
        Duration retryAfter) {

    /// Reads `<prefix>_PER_WORKSPACE` and its companions.
    public static EndpointLimits read(SettingsReader reader, String prefix) {
        return new EndpointLimits(
                reader.number(
                        prefix + "_PER_WORKSPACE",
                        1_000,
                        Bounds.of(1, 100_000),
                        "Webhooks a workspace may have."),
                reader.byteSize(
                        prefix + "_MAX_BODY",
                        ByteSize.kib(64),
                        "Size of a request about a webhook; beyond it the answer is 413."),
                reader.number(
                        prefix + "_MAX_IN_FLIGHT",
                        64,
                        Bounds.of(1, 10_000),
                        "Changes of webhooks under way to Kafka; beyond these the answer is 503."),
                reader.duration(
                        prefix + "_ANSWER_WITHIN",
                        Duration.ofMillis(1_800),
                        "How long Kafka may take for one change; after it the answer is 503."),
                reader.duration(
                        prefix + "_EFFECTIVE_WITHIN",
                        Duration.ofSeconds(2),
                        "How long all instances may take to apply a change; then it is pending."),
                reader.duration(
                        prefix + "_PATIENCE",
                        Duration.ofMillis(750),
                        "How long a request waits for what Kafka is asked before."),
                reader.duration(
                        prefix + "_CATCH_UP_WITHIN",
                        Duration.ofSeconds(10),
                        "How long matching waits for the newest webhooks before it is tried anew."),
                reader.duration(
                        prefix + "_RESOLVE_WITHIN",
                        Duration.ofSeconds(1),
                        "How long a receiver's name is looked up when a webhook is created."),
                reader.number(
                        prefix + "_TESTS",
                        16,
                        Bounds.of(1, 1_000),
                        "Tests of webhooks under way at a time; beyond these the answer is 503."),
                reader.duration(
                        prefix + "_RETRY_AFTER",
                        Duration.ofSeconds(1),
                        "What Retry-After says on a 503; whole seconds, rounded up."));
    }
}
