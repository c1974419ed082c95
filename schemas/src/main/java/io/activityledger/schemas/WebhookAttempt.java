package io.activityledger.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was tried for one endpoint, and what came of it?
///
/// @param deliveryId new for each attempt
/// @param attempt 1 for the first; 0 where nothing was sent
/// @param responseBody at most its first 2 KiB
/// @param error one of LeadLex's words: timeout, connection_refused, dns_failure, http_error
public record WebhookAttempt(
        String deliveryId,
        String webhookId,
        String workspaceId,
        String endpointId,
        String event,
        String activityId,
        int attempt,
        Instant attemptedAt,
        long durationMillis,
        Outcome outcome,
        @Nullable Integer responseStatusCode,
        @Nullable String responseBody,
        @Nullable String error,
        @Nullable String errorDetail,
        @Nullable Instant nextAttemptAt) {

    /// What an attempt means for its delivery.
    public enum Outcome {
        DELIVERED("delivered"),
        RETRYING("retrying"),
        EXHAUSTED("exhausted"),
        ENDPOINT_DISABLED("endpoint_disabled"),
        ENDPOINT_DELETED("endpoint_deleted");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// The key of its record: its endpoint's.
    public RecordKey recordKey() {
        return RecordKey.ofEndpoint(workspaceId, endpointId);
    }
}
