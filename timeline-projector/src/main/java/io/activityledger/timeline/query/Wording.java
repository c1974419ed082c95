package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.dialects.reevo.ReevoView;

/// In which words does a door answer?
interface Wording {

    /// The body around what was found.
    byte[] found(Reply.Found found);

    byte[] refusal(Refusal refusal);

    /// LeadLex's: what is found is its body already.
    record LeadLex() implements Wording {

        @Override
        public byte[] found(Reply.Found found) {
            return found.body();
        }

        @Override
        public byte[] refusal(Refusal refusal) {
            return LeadLexView.refusal(refusal);
        }
    }

    /// nodestash's: each answer names the request that it answers.
    record Nodestash(String requestId) implements Wording {

        @Override
        public byte[] found(Reply.Found found) {
            return NodestashView.single(found.body(), requestId);
        }

        @Override
        public byte[] refusal(Refusal refusal) {
            return NodestashView.refusal(refusal, requestId);
        }
    }

    /// nodestash's, around a page: where to go on stands beside the request's name.
    record NodestashPage(String requestId) implements Wording {

        @Override
        public byte[] found(Reply.Found found) {
            return NodestashView.page(found.body(), found.paging().next(), requestId);
        }

        @Override
        public byte[] refusal(Refusal refusal) {
            return NodestashView.refusal(refusal, requestId);
        }
    }

    /// Reevo's.
    record Reevo() implements Wording {

        @Override
        public byte[] found(Reply.Found found) {
            return ReevoView.page(found.body(), found.paging().next());
        }

        @Override
        public byte[] refusal(Refusal refusal) {
            return ReevoView.refusal(refusal);
        }
    }
}
