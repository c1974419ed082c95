package io.activityledger.timeline.query;

import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.query.Reply.Freshness;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes over the wire to a client?
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record DoorAnswer(int status, Map<String, String> headers, byte[] body) {

    /// Says that the answer may miss what was acknowledged before the question.
    static final String STALE = "Ledger-Stale";

    static final String RETRY_AFTER = "Retry-After";
    static final String RETRY_AFTER_SECONDS = "1";

    private static final Refusal UNAVAILABLE =
            Refusal.of(
                    503,
                    "timeline_unavailable",
                    "No instance can answer for this timeline right now: try again in a moment");

    /// @param notFound how the absence is told
    static DoorAnswer of(Reply reply, Refusal notFound, Wording words) {
        return switch (reply) {
            case Reply.Found found ->
                    new DoorAnswer(200, headers(found.freshness()), words.found(found));
            case Reply.NotFound(Freshness freshness, _) ->
                    new DoorAnswer(notFound.status(), headers(freshness), words.refusal(notFound));
            case Reply.StoodIn(Reply held, Position upTo) ->
                    of(held, notFound, words).with(Position.HEADER, upTo.text());
            case Reply.Unavailable _ ->
                    new DoorAnswer(
                            UNAVAILABLE.status(),
                            Map.of(RETRY_AFTER, RETRY_AFTER_SECONDS),
                            words.refusal(UNAVAILABLE));
        };
    }

    static DoorAnswer refused(Refusal refusal, Wording words) {
        return new DoorAnswer(refusal.status(), Map.of(), words.refusal(refusal));
    }

    /// The same, with one header more; an empty one is left out.
    DoorAnswer with(String header, String value) {
        if (value.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new DoorAnswer(status, more, body);
    }

    private static Map<String, String> headers(Freshness freshness) {
        return switch (freshness) {
            case AS_ASKED -> Map.of();
            case STALE -> Map.of(STALE, "true");
        };
    }
}
