package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.nodestash.NodestashView;

/// In which words does a door answer?
interface Wording {

    /// The body around what was found.
    byte[] found(byte[] body);

    byte[] refusal(Refusal refusal);

    /// LeadLex's: what is found is its body already.
    record LeadLex() implements Wording {

        @Override
        public byte[] found(byte[] body) {
            return body;
        }

        @Override
        public byte[] refusal(Refusal refusal) {
            return LeadLexView.refusal(refusal);
        }
    }

    /// nodestash's: each answer names the request that it answers.
    record Nodestash(String requestId) implements Wording {

        @Override
        public byte[] found(byte[] body) {
            return NodestashView.single(body, requestId);
        }

        @Override
        public byte[] refusal(Refusal refusal) {
            return NodestashView.refusal(refusal, requestId);
        }
    }
}
