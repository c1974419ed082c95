package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.query.Reply.Freshness;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How does one instance answer another? The outcome stands in a header of its own, so that nothing
/// else that answers at an address is ever taken for an instance of ours.
///
/// ```
/// 200 found       the body for the reader, and for a page its total and its neighbours' cursors
/// 404 not_found   how far was looked: the last offset applied
/// 421 not_owned   ask elsewhere
/// ```
///
/// One that stands in for the owner adds how far it has applied.
final class PeerReply {

    static final String OUTCOME = "Ledger-Outcome";
    static final String FOUND = "found";
    static final String NOT_FOUND = "not_found";
    static final String NOT_OWNED = "not_owned";
    static final String TOTAL = "Ledger-Total";
    static final String NEXT = "Ledger-Next";
    static final String PREV = "Ledger-Prev";

    private PeerReply() {}

    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Wire(int status, Map<String, String> headers, byte[] body) {

        Wire upTo(Position position) {
            var more = new HashMap<>(headers);
            more.put(Position.HEADER, position.text());
            return new Wire(status, Map.copyOf(more), body);
        }
    }

    static Wire wire(HostReply reply) {
        return switch (reply) {
            case HostReply.NotServed(String reason) -> notOwned(reason);
            case HostReply.Served(Reply.Found(byte[] body, Freshness freshness, Paging paging)) ->
                    new Wire(200, headers(freshness, paging), body);
            case HostReply.Served(Reply.NotFound(Freshness freshness, long applied)) ->
                    new Wire(
                            404,
                            headers(NOT_FOUND, freshness),
                            Long.toString(applied).getBytes(UTF_8));
            case HostReply.Served(Reply.StoodIn(Reply held, Position upTo)) ->
                    wire(new HostReply.Served(held)).upTo(upTo);
            case HostReply.Served(Reply.Unavailable(String reason)) -> notOwned(reason);
        };
    }

    static HostReply parse(PeerAnswer answer) {
        return switch (answer) {
            case PeerAnswer.Unreachable(String reason) -> new HostReply.NotServed(reason);
            case PeerAnswer.Answered answered ->
                    switch (answered.header(OUTCOME).orElse("")) {
                        case FOUND -> found(answered);
                        case NOT_FOUND -> notFound(answered);
                        default ->
                                new HostReply.NotServed("the owner answered " + answered.status());
                    };
        };
    }

    private static HostReply served(PeerAnswer.Answered answered, Reply reply) {
        Optional<Position> upTo = answered.header(Position.HEADER).flatMap(Position::parse);
        return new HostReply.Served(
                upTo.<Reply>map(position -> new Reply.StoodIn(reply, position)).orElse(reply));
    }

    private static HostReply found(PeerAnswer.Answered answered) {
        try {
            var paging =
                    new Paging(
                            Long.parseLong(answered.header(TOTAL).orElse("")),
                            answered.header(NEXT).orElse(""),
                            answered.header(PREV).orElse(""));
            return served(answered, new Reply.Found(answered.body(), freshness(answered), paging));
        } catch (NumberFormatException otherRelease) {
            return new HostReply.NotServed("the owner does not say how many rows there are");
        }
    }

    private static HostReply notFound(PeerAnswer.Answered answered) {
        try {
            long applied = Long.parseLong(new String(answered.body(), UTF_8));
            return served(answered, new Reply.NotFound(freshness(answered), applied));
        } catch (NumberFormatException otherRelease) {
            return new HostReply.NotServed("the owner does not say how far it looked");
        }
    }

    private static Wire notOwned(String reason) {
        return new Wire(421, Map.of(OUTCOME, NOT_OWNED), reason.getBytes(UTF_8));
    }

    private static Map<String, String> headers(Freshness freshness, Paging paging) {
        var headers = new HashMap<>(headers(FOUND, freshness));
        headers.put(TOTAL, Long.toString(paging.total()));
        headers.put(NEXT, paging.next());
        headers.put(PREV, paging.prev());
        headers.values().removeIf(String::isEmpty);
        return headers;
    }

    private static Map<String, String> headers(String outcome, Freshness freshness) {
        return switch (freshness) {
            case AS_ASKED -> Map.of(OUTCOME, outcome);
            case STALE -> Map.of(OUTCOME, outcome, DoorAnswer.STALE, "true");
        };
    }

    private static Freshness freshness(PeerAnswer.Answered answered) {
        return answered.header(DoorAnswer.STALE).isPresent() ? Freshness.STALE : Freshness.AS_ASKED;
    }
}
