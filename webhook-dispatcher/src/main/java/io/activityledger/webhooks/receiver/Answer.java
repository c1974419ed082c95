package io.activityledger.webhooks.receiver;

import java.time.Instant;

/// What came of one attempt?
public sealed interface Answer {

    /// The receiver answered; of its body at most the first 2 KiB.
    record Answered(int status, String body, RetryAfter retryAfter) implements Answer {}

    /// It did not answer, or was not asked.
    record Unanswered(Failure failure, String detail) implements Answer {}

    /// Whether the receiver named a moment before which it is not to be called again.
    sealed interface RetryAfter {

        record Unnamed() implements RetryAfter {}

        record Not(Instant before) implements RetryAfter {}
    }

    /// LeadLex's words for what went wrong.
    enum Failure {
        TIMEOUT("timeout"),
        CONNECTION_REFUSED("connection_refused"),
        DNS_FAILURE("dns_failure"),
        HTTP_ERROR("http_error");

        private final String word;

        Failure(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
