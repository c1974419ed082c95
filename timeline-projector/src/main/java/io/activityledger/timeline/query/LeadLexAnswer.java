package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.timeline.query.Reply.Freshness;
import java.util.Map;

/// What goes over the wire to a LeadLex client?
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record LeadLexAnswer(int status, Map<String, String> headers, byte[] body) {

    /// Says that the answer may miss what was acknowledged before the question.
    static final String STALE = "Ledger-Stale";

    private static final String RETRY_AFTER_SECONDS = "1";

    /// @param notFound how the absence is told
    static LeadLexAnswer of(Reply reply, Refusal notFound) {
        return switch (reply) {
            case Reply.Found(byte[] body, Freshness freshness) ->
                    new LeadLexAnswer(200, headers(freshness), body);
            case Reply.NotFound(Freshness freshness) ->
                    new LeadLexAnswer(
                            notFound.status(), headers(freshness), LeadLexView.refusal(notFound));
            case Reply.Unavailable _ ->
                    new LeadLexAnswer(
                            UNAVAILABLE.status(),
                            Map.of("Retry-After", RETRY_AFTER_SECONDS),
                            LeadLexView.refusal(UNAVAILABLE));
        };
    }

    static LeadLexAnswer refused(Refusal refusal) {
        return new LeadLexAnswer(refusal.status(), Map.of(), LeadLexView.refusal(refusal));
    }

    private static final Refusal UNAVAILABLE =
            Refusal.of(
                    503,
                    "timeline_unavailable",
                    "No instance can answer for this timeline right now: try again in a moment");

    private static Map<String, String> headers(Freshness freshness) {
        return switch (freshness) {
            case AS_ASKED -> Map.of();
            case STALE -> Map.of(STALE, "true");
        };
    }
}
