package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// What does an endpoint's receiver know that nobody else does? `whsec_` and 32 random bytes in
/// base64.
///
/// Standard Webhooks keys its signature by the decoded bytes, LeadLex by the text as it was shown.
public record EndpointSecret(String text) {

    public static final String PREFIX = "whsec_";

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
