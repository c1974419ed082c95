package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Refusal;

/// Why is a request about a webhook turned down, apart from what is wrong with its body?
public final class Refusals {

    private Refusals() {}

    public static Refusal notFound() {
        return Refusal.of(404, "webhook_not_found", "No webhook with this ID in your workspace");
    }

    static Refusal tooMany(int most) {
        return Refusal.of(
                400,
                "validation_error",
                "A workspace may have at most %d webhooks: delete one first".formatted(most));
    }

    public static Refusal tooManyTests() {
        return Refusal.of(
                503,
                "overloaded",
                "Too many tests of webhooks are under way: try again in a moment.");
    }

    static Refusal tooManySecrets(int most) {
        return Refusal.of(
                400,
                "validation_error",
                "%d secrets sign already: wait until one has ended, or turn with an overlap of 0"
                        .formatted(most));
    }

    static Refusal logUnavailable(String reason) {
        return Refusal.of(503, "log_unavailable", reason);
    }

    static Refusal unread(String reason) {
        return Refusal.of(503, "webhooks_unavailable", reason);
    }
}
