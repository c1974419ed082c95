package io.activityledger.webhooks.delivery;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;

/// How much may be under way, and how long may one attempt take?
///
/// @param inFlight deliveries handed out by this instance and not settled
/// @param inFlightSick of them, at receivers that are slow or fail
/// @param inFlightPerEndpoint requests to one endpoint at a time
/// @param window deliveries of one endpoint held in memory, first attempts and retries each; the
///   rest lies in the store
/// @param timeout for one attempt: name, connection, answer
/// @param slowAfter a receiver that takes longer counts as sick until it is quick again
/// @param handOver how long a partition that moves waits for what is under way
/// @param markers how long a delivery that has ended is remembered, to swallow doubles
/// @param kept how long attempts and dead letters are remembered
/// @param disableAfter how long an endpoint may do nothing but fail
/// @param replayRate deliveries that one replay puts on their way in a second
/// @param breaker when a receiver is left alone
public record DeliveryLimits(
        int inFlight,
        int inFlightSick,
        int inFlightPerEndpoint,
        int window,
        Duration timeout,
        Duration slowAfter,
        Duration handOver,
        Duration markers,
        Duration kept,
        Duration disableAfter,
        int replayRate,
        Breaker.Rules breaker) {

    /// Reads `<prefix>_IN_FLIGHT` and its companions.
    public static DeliveryLimits read(SettingsReader reader, String prefix) {
        return new DeliveryLimits(
                reader.number(
                        prefix + "_IN_FLIGHT",
                        2_048,
                        Bounds.of(1, 100_000),
                        "Deliveries under way on this instance; beyond these they wait."),
                reader.number(
                        prefix + "_IN_FLIGHT_SICK",
                        512,
                        Bounds.of(1, 100_000),
                        "Of them, at receivers that are slow or fail, all together."),
                reader.number(
                        prefix + "_IN_FLIGHT_PER_ENDPOINT",
                        16,
                        Bounds.of(1, 1_000),
                        "Requests to one endpoint at a time."),
                reader.number(
                        prefix + "_WINDOW",
                        256,
                        Bounds.of(4, 100_000),
                        "Waiting deliveries of one endpoint held in memory; the rest lies on disk."),
                reader.duration(
                        prefix + "_TIMEOUT",
                        Duration.ofSeconds(15),
                        "How long one attempt may take, from the name's look-up to the answer."),
                reader.duration(
                        prefix + "_SLOW_AFTER",
                        Duration.ofSeconds(2),
                        "A receiver that takes longer is slow: it gets few requests at a time."),
                reader.duration(
                        prefix + "_HAND_OVER",
                        Duration.ofSeconds(1),
                        "How long a partition that moves waits for its deliveries under way."),
                reader.duration(
                        prefix + "_MARKERS",
                        Duration.ofDays(7),
                        "How long a delivery that has ended is remembered, to swallow doubles."),
                reader.duration(
                        prefix + "_LOG_KEPT",
                        Duration.ofDays(30),
                        "How long attempts and dead letters can be asked for."),
                reader.duration(
                        prefix + "_DISABLE_AFTER",
                        Duration.ofDays(5),
                        "An endpoint that has only failed for so long is disabled."),
                reader.number(
                        prefix + "_REPLAY_RATE",
                        50,
                        Bounds.of(1, 10_000),
                        "Deliveries that one replay puts on their way in a second."),
                Breaker.Rules.read(reader, prefix));
    }
}
