package io.activityledger.webhooks.history;

import io.activityledger.dialects.Refusal;

/// Why is a question about an endpoint's deliveries turned down?
final class HistoryRefusals {

    private HistoryRefusals() {}

    static Refusal noDelivery() {
        return Refusal.of(404, "delivery_not_found", "No delivery with this ID is remembered");
    }

    static Refusal noLetter() {
        return Refusal.of(404, "dead_letter_not_found", "No dead letter with this ID is kept");
    }

    static Refusal ended() {
        return Refusal.of(
                409,
                "delivery_ended",
                "It was delivered, or its dead letter is not kept any more: replay its time");
    }

    static Refusal noReplay() {
        return Refusal.of(404, "replay_not_found", "No replay with this ID is remembered");
    }

    static Refusal inactive() {
        return Refusal.of(409, "webhook_inactive", "Nothing is sent to it: set it active first");
    }

    static Refusal unavailable(String reason) {
        return Refusal.of(503, "history_unavailable", reason);
    }
}
