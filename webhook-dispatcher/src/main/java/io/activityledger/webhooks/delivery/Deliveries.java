package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.attempts.Written;
import java.util.function.BooleanSupplier;

/// Is this delivery on its way, for good? For those that no activity was matched for. Safe for many
/// threads.
@FunctionalInterface
public interface Deliveries {

    /// Waits as [io.activityledger.webhooks.attempts.Attempts#write] does.
    Written write(WebhookDelivery delivery, BooleanSupplier stillWanted);
}
