package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;

/// What does an endpoint's receiver know that nobody else does? `whsec_` and 32 random bytes in
/// base64.
///
/// Standard Webhooks keys its signature by the decoded bytes, LeadLex by the text as it was shown.
///
/// @param number the higher, the newer
/// @param until from when on it signs no more; [Instant#MAX] for the newest
public record EndpointSecret(String text, long number, Instant until) {

    public static final String PREFIX = "whsec_";

    /// The first, and so far the only one.
    public EndpointSecret(String text) {
        this(text, 0, Instant.MAX);
    }

    public byte[] decoded() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    public byte[] asShown() {
        return text.getBytes(UTF_8);
    }

    /// Nothing that a log could betray.
    @Override
    public String toString() {
        return "EndpointSecret[…]";
    }
}
