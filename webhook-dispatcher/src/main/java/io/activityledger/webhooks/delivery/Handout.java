package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;

/// Which attempt is to be made now?
///
/// @param due as it stands in the store
record Handout(LaneKey lane, Due due, WebhookDelivery delivery) {

    int attempt() {
        return due.attempt();
    }
}
