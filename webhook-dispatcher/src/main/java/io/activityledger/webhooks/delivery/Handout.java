package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;

/// Which attempt is to be made now?
///
/// @param due as it stands in the store
/// @param attempt 1 for the first
record Handout(LaneKey lane, Due due, int attempt, WebhookDelivery delivery) {}
