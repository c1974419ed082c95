package io.activityledger.webhooks.receiver;

import io.activityledger.kit.tracing.Trace;
import io.activityledger.webhooks.endpoint.CustomHeaders;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is sent in one attempt?
///
/// @param workspaceId whose receiver it is
/// @param webhookId the same in every attempt
/// @param deliveryId new for each
/// @param secrets all of them sign, the newest first
/// @param timeout for the whole of it: name, connection, answer
/// @param headers the receiver's own, beside the house's
/// @param trace what caused it, for those who follow traces; not told to the receiver
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
public record Shipment(
        String workspaceId,
        URI url,
        String webhookId,
        String deliveryId,
        Instant attemptedAt,
        List<EndpointSecret> secrets,
        byte[] body,
        Duration timeout,
        CustomHeaders headers,
        Trace trace) {

    public Shipment {
        secrets = List.copyOf(secrets);
    }

    /// One of no trace.
    public Shipment(
            String workspaceId,
            URI url,
            String webhookId,
            String deliveryId,
            Instant attemptedAt,
            List<EndpointSecret> secrets,
            byte[] body,
            Duration timeout,
            CustomHeaders headers) {
        this(
                workspaceId,
                url,
                webhookId,
                deliveryId,
                attemptedAt,
                secrets,
                body,
                timeout,
                headers,
                Trace.NONE);
    }

    /// One without headers of the receiver's own, and of no trace.
    public Shipment(
            String workspaceId,
            URI url,
            String webhookId,
            String deliveryId,
            Instant attemptedAt,
            List<EndpointSecret> secrets,
            byte[] body,
            Duration timeout) {
        this(
                workspaceId,
                url,
                webhookId,
                deliveryId,
                attemptedAt,
                secrets,
                body,
                timeout,
                CustomHeaders.none());
    }
}
