package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.endpoint.Endpoints;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What do all tasks of this instance deliver with?
///
/// @param patience a stream thread that has not polled for so long may have lost its partitions:
///   its tasks start nothing more
public record DeliveryParts(
        WebhookDeliveryCodec codec,
        Endpoints endpoints,
        Carrier carrier,
        InFlight inFlight,
        DeliveryMeters meters,
        Desks desks,
        Commands commands,
        DeliveryLimits limits,
        Duration patience,
        Time time) {

    /// How commands are read, and who goes through the log for those that ask for it.
    public record Commands(FactCodec codec, Replays replays) {}

    /// The time of day, and time that only passes (as `System.nanoTime` does).
    public record Time(InstantSource clock, LongSupplier nanoTime) {}
}
