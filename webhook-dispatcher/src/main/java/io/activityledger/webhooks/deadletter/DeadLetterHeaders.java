package io.activityledger.webhooks.deadletter;

/// What is said beside a dead letter?
public final class DeadLetterHeaders {

    public static final String REASON = "reason";
    public static final String WEBHOOK_ID = "webhook-id";

    /// Where on `activities` the event stands.
    public static final String ORIGIN_PARTITION = "origin-partition";

    public static final String ORIGIN_OFFSET = "origin-offset";

    private DeadLetterHeaders() {}
}
