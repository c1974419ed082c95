package io.activityledger.webhooks.endpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Can this text from a path be the id of an endpoint?
final class WebhookId {

    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private WebhookId() {}

    /// The id as it is stored; empty where no such id can exist.
    static Optional<String> parse(String text) {
        return Optional.of(text)
                .filter(id -> UUID.matcher(id).matches())
                .map(id -> id.toLowerCase(Locale.ROOT));
    }
}
