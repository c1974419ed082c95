package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One delivery that has not ended, as the log tells of it.
///
/// @param attempt which is to come
/// @param nextAt none where it is held by others of its subject
record PendingEntry(String webhookId, int attempt, @Nullable Instant nextAt) {

    static PendingEntry due(Due due) {
        return new PendingEntry(
                due.webhookId(), due.attempt(), Instant.ofEpochMilli(due.atMillis()));
    }

    /// Who stands behind others has not been tried.
    static PendingEntry held(String webhookId) {
        return new PendingEntry(webhookId, 1, null);
    }

    byte[] json(WebhookDelivery delivery) {
        return LogView.pending(delivery, this);
    }
}
