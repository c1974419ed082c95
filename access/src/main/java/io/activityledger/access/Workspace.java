package io.activityledger.access;

import java.util.List;

/// What is set about a workspace?
///
/// @param referenceCheck whether an activity may only point at contacts, deals and companies that
///   are known
/// @param allowHttpWebhooks whether webhooks may go to addresses without TLS
/// @param allowedOrigins of web pages that may call the API, such as `https://app.example.com`, or
///   `*`
/// @param rateLimits of all its keys together; none for no limit
public record Workspace(
        String id,
        boolean referenceCheck,
        boolean allowHttpWebhooks,
        List<String> allowedOrigins,
        List<RateLimit> rateLimits) {

    public static final String ANY_ORIGIN = "*";

    public Workspace {
        allowedOrigins = List.copyOf(allowedOrigins);
        rateLimits = List.copyOf(rateLimits);
    }

    /// One about which nobody has said anything.
    public static Workspace unset(String id) {
        return new Workspace(id, true, false, List.of(), List.of());
    }

    public boolean allowsOrigin(String origin) {
        return allowedOrigins.contains(origin) || allowedOrigins.contains(ANY_ORIGIN);
    }
}
