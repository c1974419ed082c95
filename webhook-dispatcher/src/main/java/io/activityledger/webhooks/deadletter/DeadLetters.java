package io.activityledger.webhooks.deadletter;

import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.attempts.Written;
import java.util.function.BooleanSupplier;

/// Has what was given up been laid down for good? Safe for many threads.
public interface DeadLetters {

    /// Waits as [io.activityledger.webhooks.attempts.Attempts#write] does.
    Written write(WebhookDelivery delivery, String reason, BooleanSupplier stillWanted);
}
