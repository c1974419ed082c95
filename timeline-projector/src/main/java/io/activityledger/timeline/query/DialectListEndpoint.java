package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.access.Caller;
import io.activityledger.dialects.ListReading;
import io.activityledger.dialects.ListWish;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.nodestash.NodestashList;
import io.activityledger.dialects.reevo.ReevoList;
import io.activityledger.kit.http.RequestBody;
import io.activityledger.kit.http.RequestIds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import io.activityledger.timeline.query.PageQuery.Order;
import io.activityledger.timeline.query.Question.Look;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /api/v2/activity/_query` and `GET /nodestash/v1/activities`: what happened to a subject,
/// or to whomever, page by page along cursors, in the words of Reevo's and nodestash's clients.
///
/// Without a subject [WorkspaceLists] answer. With some the first subject's timeline is walked; of
/// what is wanted beside that, types are merged by index, all else is looked for row by row.
public final class DialectListEndpoint extends AnswerEndpoint {

    private static final ByteSize LARGEST_QUERY = ByteSize.kib(64);

    /// No activity may lie further in the future when it is recorded.
    private static final Duration FURTHEST_AHEAD = Duration.ofHours(24);

    private static final byte[] NO_ROWS = "[]".getBytes(UTF_8);
    private static final Refusal NO_ACTIVITY = Refusal.of(404, "activity_not_found", "None");

    private final Timelines timelines;
    private final PageCursors cursors;
    private final WorkspaceLists workspaces;
    private final Look look;
    private final Refusal foreignCursor;

    private DialectListEndpoint(
            Timelines timelines,
            PageCursors cursors,
            WorkspaceLists workspaces,
            Look look,
            Refusal foreignCursor) {
        this.timelines = timelines;
        this.cursors = cursors;
        this.workspaces = workspaces;
        this.look = look;
        this.foreignCursor = foreignCursor;
    }

    public static DialectListEndpoint ofReevo(
            Timelines timelines, PageCursors cursors, WorkspaceLists workspaces) {
        return new DialectListEndpoint(
                timelines, cursors, workspaces, Look.REEVO, ReevoList.FOREIGN_CURSOR);
    }

    public static DialectListEndpoint ofNodestash(
            Timelines timelines, PageCursors cursors, WorkspaceLists workspaces) {
        return new DialectListEndpoint(
                timelines, cursors, workspaces, Look.NODESTASH, NodestashList.FOREIGN_CURSOR);
    }

    @Override
    DoorAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness) {
        Wording words = words(ctx);
        return switch (freshness) {
            case Consistency.Parsed.Invalid(String header, String problem) ->
                    DoorAnswer.refused(PageRequest.refusal(Map.of(header, problem)), words);
            case Consistency.Parsed.Valid(Consistency consistency) ->
                    switch (reading(ctx)) {
                        case ListReading.Refused(Refusal refusal) ->
                                DoorAnswer.refused(refusal, words);
                        case ListReading.Wished(ListWish wish) when wish.subjects().isEmpty() ->
                                workspacePage(caller, wish, consistency, words);
                        case ListReading.Wished(ListWish wish) ->
                                page(caller, wish, consistency, words);
                    };
        };
    }

    private ListReading reading(Context ctx) {
        if (look == Look.NODESTASH) {
            return NodestashList.read(ctx.queryParamMap());
        }
        return switch (RequestBody.read(ctx, LARGEST_QUERY)) {
            case RequestBody.Read(byte[] body) -> ReevoList.read(body);
            case RequestBody.TooLarge(ByteSize limit) ->
                    refused(413, "payload_too_large", "The body is larger than " + limit);
            case RequestBody.Broken(String reason) ->
                    refused(400, "validation_error", "The body did not arrive whole: " + reason);
        };
    }

    private static ListReading refused(int status, String code, String message) {
        return new ListReading.Refused(Refusal.of(status, code, message));
    }

    /// What happened to whomever, in the order of recording.
    private DoorAnswer workspacePage(
            Caller caller, ListWish wish, Consistency consistency, Wording words) {
        String cursor = wish.cursor();
        return workspaces
                .page(
                        new WorkspaceLists.Wish(
                                caller.workspaceId(),
                                filter(wish),
                                order(wish),
                                look,
                                wish.limit(),
                                cursor == null ? "" : cursor),
                        consistency)
                .map(reply -> DoorAnswer.of(reply, NO_ACTIVITY, words))
                .orElseGet(() -> DoorAnswer.refused(foreignCursor, words));
    }

    private DoorAnswer page(Caller caller, ListWish wish, Consistency consistency, Wording words) {
        Question.Timeline start = question(caller, wish);
        String cursor = wish.cursor();
        Optional<Place> place =
                cursor == null ? Optional.of(start.query().place()) : cursors.opened(cursor, start);
        if (place.isEmpty()) {
            return DoorAnswer.refused(foreignCursor, words);
        }
        Reply reply = timelines.ask(new Asked(start.at(place.get()), consistency));
        return DoorAnswer.of(orNothing(reply), NO_ACTIVITY, words);
    }

    /// A list of what happened to somebody unknown is empty here: who filters asks for no one.
    private static Reply orNothing(Reply reply) {
        return switch (reply) {
            case Reply.NotFound(Reply.Freshness freshness, _) ->
                    new Reply.Found(NO_ROWS, freshness);
            case Reply.StoodIn(Reply held, Position upTo) ->
                    new Reply.StoodIn(orNothing(held), upTo);
            case Reply.Found _, Reply.Unavailable _ -> reply;
        };
    }

    private Question.Timeline question(Caller caller, ListWish wish) {
        Place start =
                wish.oldestFirst() ? new Place.Until(Boundary.END) : new Place.From(Boundary.START);
        return new Question.Timeline(
                caller.workspaceId(),
                wish.subjects().getFirst(),
                new PageQuery(start, wish.limit(), order(wish), filter(wish)),
                look);
    }

    private static Order order(ListWish wish) {
        return wish.oldestFirst() ? Order.OLDEST_FIRST : Order.NEWEST_FIRST;
    }

    /// What was recorded by an instant cannot have happened much later than that.
    private static Filter filter(ListWish wish) {
        Instant recordedTo = wish.recordedTo();
        long latest =
                recordedTo == null
                        ? Long.MAX_VALUE
                        : recordedTo.plus(FURTHEST_AHEAD).toEpochMilli();
        List<Subject> others = wish.subjects().stream().skip(1).toList();
        var condition =
                new Condition(
                        List.of(),
                        wish.notTypes(),
                        others,
                        done(wish.done()),
                        millis(wish.recordedFrom(), Long.MIN_VALUE),
                        millis(recordedTo, Long.MAX_VALUE));
        return new Filter(wish.types(), Long.MIN_VALUE, latest, condition);
    }

    private static Condition.Done done(@Nullable Boolean done) {
        if (done == null) {
            return Condition.Done.EITHER;
        }
        return done ? Condition.Done.YES : Condition.Done.NO;
    }

    private static long millis(@Nullable Instant instant, long whereNoneIsGiven) {
        return instant == null ? whereNoneIsGiven : instant.toEpochMilli();
    }

    private Wording words(Context ctx) {
        return switch (look) {
            case NODESTASH -> new Wording.NodestashPage(RequestIds.of(ctx));
            case REEVO -> new Wording.Reevo();
            case LEADLEX -> new Wording.LeadLex();
        };
    }
}
