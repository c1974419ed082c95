package io.activityledger.schemas;

import java.time.Instant;

/// What is one endpoint to receive of one event? `bodyJson` is sent byte for byte in each attempt.
///
/// @param webhookId the same in every attempt: receivers recognise doubles by it
/// @param originPartition where on `activities` the event stands
/// @param subjectKey the key of its record there, its primary subject's
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
        String bodyJson) {

    /// The key of its record: its endpoint's, so that one task holds all that an endpoint awaits.
    public RecordKey recordKey() {
        return RecordKey.ofEndpoint(workspaceId, endpointId);
    }
}
