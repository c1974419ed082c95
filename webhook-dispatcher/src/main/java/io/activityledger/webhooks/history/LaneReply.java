package io.activityledger.webhooks.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;

/// What came of a question about an endpoint?
public sealed interface LaneReply {

    /// Whoever holds the partition has answered.
    ///
    /// @param body JSON, as the client gets it; of a retry the webhook id
    @SuppressWarnings("ArrayRecordComponent") // copied through once, never compared
    record Answered(int status, byte[] body) implements LaneReply {

        String text() {
            return new String(body, UTF_8);
        }
    }

    /// Nobody who holds it could be asked.
    record NotServed(String reason) implements LaneReply {}

    static LaneReply found(byte[] body) {
        return new Answered(200, body);
    }

    static LaneReply refused(Refusal refusal) {
        return new Answered(refusal.status(), LeadLexView.refusal(refusal));
    }
}
