package io.activityledger.schemas;

import java.time.Instant;

/// What is said of a webhook endpoint, once and for good? The latest fact of each key counts; an
/// endpoint is the sum of its facts.
///
/// `valueJson` is compact JSON text; secrets in it are sealed.
public record EndpointFact(
        String workspaceId,
        String endpointId,
        String fact,
        Instant recordedAt,
        String recordedBy,
        String valueJson) {

    public static final String CREATED = "created";
    public static final String HEALTH = "health";
    public static final String DELETED = "deleted";

    /// The key of its record on the `webhook-endpoints` topic: one per endpoint and kind of fact.
    public RecordKey recordKey() {
        return RecordKey.ofEndpointFact(workspaceId, endpointId, fact);
    }
}
