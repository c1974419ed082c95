package io.activityledger.access;

/// What do browsers read about calls from pages of another origin?
final class CrossOrigin {

    static final String ORIGIN = "Origin";
    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";
    static final String EXPOSED =
            "Ledger-Position, Ledger-Adjusted, Ledger-Ignored-Fields,"
                    + " Ledger-Ignored-Parameters, Ledger-Stale,"
                    + " Ledger-Effective, Ledger-Idempotency, Idempotent-Replayed, Link,"
                    + " Location, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy,"
                    + " X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
                    + " X-RateLimit-Burst-Limit, X-RateLimit-Burst-Remaining";

    static final String REQUEST_METHOD = "Access-Control-Request-Method";
    static final String ALLOW_METHODS = "Access-Control-Allow-Methods";
    static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";
    static final String ALLOWED =
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Ledger-Consistency,"
                    + " Ledger-Position, X-Api-Key, X-Request-Id, traceparent, tracestate";
    static final String MAX_AGE = "Access-Control-Max-Age";
    static final String MAX_AGE_SECONDS = "600";

    private CrossOrigin() {}
}
