package io.activityledger.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is one endpoint to receive of one event? `bodyJson` is sent byte for byte in each attempt.
///
/// @param webhookId the same in every attempt: receivers recognise doubles by it
/// @param originPartition where on `activities` the event stands
/// @param subjectKey the key of its record there, its primary subject's
/// @param traceparent W3C's, of the request that caused it, where it named one
public record WebhookDelivery(
        String webhookId,
        String workspaceId,
        String endpointId,
        String event,
        String activityId,
        Instant recordedAt,
        int originPartition,
        long originOffset,
        String subjectKey,
        String bodyJson,
        @Nullable String traceparent) {

    /// One that belongs to no trace.
    public WebhookDelivery(
            String webhookId,
            String workspaceId,
            String endpointId,
            String event,
            String activityId,
            Instant recordedAt,
            int originPartition,
            long originOffset,
            String subjectKey,
            String bodyJson) {
        this(
                webhookId,
                workspaceId,
                endpointId,
                event,
                activityId,
                recordedAt,
                originPartition,
                originOffset,
                subjectKey,
                bodyJson,
                null);
    }

    /// The same as part of a trace.
    public WebhookDelivery within(@Nullable String trace) {
        return new WebhookDelivery(
                webhookId,
                workspaceId,
                endpointId,
                event,
                activityId,
                recordedAt,
                originPartition,
                originOffset,
                subjectKey,
                bodyJson,
                trace);
    }

    /// The key of its record: its endpoint's, so that one task holds all that an endpoint awaits.
    public RecordKey recordKey() {
        return RecordKey.ofEndpoint(workspaceId, endpointId);
    }
}
