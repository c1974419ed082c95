package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;

/// Which attempt is to be made now?
///
/// @param due as it stands in the store
record Handout(LaneKey lane, Due due, WebhookDelivery delivery, Errand errand) {

    /// What is to be done with it.
    sealed interface Errand {

        /// To be sent.
        ///
        /// @param hopeUntil a failure at or behind this disables the endpoint: for too long there
        ///   has been nothing else
        record Send(long hopeUntil) implements Errand {}

        /// Not to be sent but laid down among the dead letters: its endpoint is disabled.
        record LayDown(String reason) implements Errand {}
    }

    int attempt() {
        return due.attempt();
    }
}
