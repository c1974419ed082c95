package io.activityledger.webhooks.receiver;

import java.time.Instant;
import java.util.Optional;

/// What came of one attempt?
public sealed interface Answer {

    /// What the log of attempts says went wrong; empty where the receiver took it.
    Optional<Complaint> complaint();

    /// The receiver answered; of its body at most the first 2 KiB.
    record Answered(int status, String body, RetryAfter retryAfter) implements Answer {

        public boolean accepted() {
            return status >= 200 && status < 300;
        }

        @Override
        public Optional<Complaint> complaint() {
            return accepted()
                    ? Optional.empty()
                    : Optional.of(
                            new Complaint(Failure.HTTP_ERROR, "the receiver answered " + status));
        }
    }

    /// It did not answer, or was not asked.
    record Unanswered(Failure failure, String detail) implements Answer {

        @Override
        public Optional<Complaint> complaint() {
            return Optional.of(new Complaint(failure, detail));
        }
    }

    /// One of LeadLex's words, and ours.
    record Complaint(Failure failure, String detail) {}

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
