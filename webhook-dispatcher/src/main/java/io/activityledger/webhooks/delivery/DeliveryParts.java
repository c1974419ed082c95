package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.endpoint.Endpoints;
import java.time.Duration;
import java.time.InstantSource;

/// What do all tasks of this instance deliver with?
///
/// @param patience a stream thread that has not polled for so long may have lost its partitions:
///   its tasks start nothing more
public record DeliveryParts(
        WebhookDeliveryCodec codec,
        Endpoints endpoints,
        Courier courier,
        InFlight inFlight,
        DeliveryLimits limits,
        Duration patience,
        InstantSource clock) {}
