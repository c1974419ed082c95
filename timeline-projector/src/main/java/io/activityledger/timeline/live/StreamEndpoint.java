package io.activityledger.timeline.live;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexId;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.LongAnswer;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Asked;
import io.activityledger.timeline.query.PageQuery;
import io.activityledger.timeline.query.Question;
import io.activityledger.timeline.query.Reply;
import io.activityledger.timeline.query.Timelines;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// `GET …/activities/stream`: what comes in from now on, or behind `Last-Event-ID`, as Server-Sent
/// Events.
public final class StreamEndpoint implements AdmittedHandler {

    static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final Refusal UNAVAILABLE =
            Refusal.of(
                    503,
                    "timeline_unavailable",
                    "No instance can tell of this right now: try again in a moment");

    private final Parts parts;
    private final Looking looking;

    private StreamEndpoint(Parts parts, Looking looking) {
        this.parts = parts;
        this.looking = looking;
    }

    /// What every stream is made with.
    ///
    /// @param standing whether who opened a stream would still be let in
    /// @param timelines who knows which subjects there are
    public record Parts(
            LiveTails tails,
            StreamSeats seats,
            StreamSettings settings,
            Predicate<Caller> standing,
            Timelines timelines,
            int partitions) {}

    /// What does a request want to watch?
    @FunctionalInterface
    private interface Looking {
        Look at(Context ctx, Caller caller);
    }

    private sealed interface Look {

        record At(Watched watched) implements Look {}

        record Refused(Refusal refusal) implements Look {}
    }

    /// Streams of whole workspaces.
    public static StreamEndpoint ofWorkspaces(Parts parts) {
        return new StreamEndpoint(
                parts, (_, caller) -> new Look.At(new Watched.Workspace(caller.workspaceId())));
    }

    /// Those of contacts, deals, companies or, by their type, entities.
    public static StreamEndpoint of(Subject.Kind kind, Parts parts) {
        String word = kind.word();
        var notFound = Refusal.of(404, word + "_not_found", "No " + word + " with this ID");
        return new StreamEndpoint(
                parts,
                (ctx, caller) ->
                        subject(kind, ctx)
                                .map(each -> looked(parts, caller.workspaceId(), each, notFound))
                                .orElseGet(() -> new Look.Refused(notFound)));
    }

    /// A subject has a stream where it has a timeline.
    private static Look looked(Parts parts, String workspace, Subject subject, Refusal notFound) {
        var first = new PageQuery(1, 1, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        var question = new Question.Timeline(workspace, subject, first);
        return switch (parts.timelines().ask(new Asked(question, new Consistency.Eventual()))) {
            case Reply.NotFound _, Reply.StoodIn(Reply.NotFound _, _) -> new Look.Refused(notFound);
            case Reply.Unavailable _ -> new Look.Refused(UNAVAILABLE);
            case Reply.Found _, Reply.StoodIn _ ->
                    new Look.At(new Watched.OneSubject(workspace, subject));
        };
    }

    /// Empty where no such subject can exist.
    private static Optional<Subject> subject(Subject.Kind kind, Context ctx) {
        Optional<String> id = LeadLexId.parse(ctx.pathParam("id"));
        return switch (kind) {
            case CONTACT, DEAL, COMPANY -> id.map(it -> Subject.named(kind, it));
            case ENTITY ->
                    id.flatMap(it ->
                            LeadLexId.parse(ctx.pathParam("type"))
                                    .map(type -> Subject.entity(type, it)));
        };
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        Optional<SortedMap<Lane, Long>> seen = lastSeen(ctx);
        if (seen.isEmpty()) {
            String problem = "must be the id of an event of this stream";
            refuse(
                    ctx,
                    new Refusal(
                            400,
                            "validation_error",
                            LAST_EVENT_ID + " " + problem,
                            Map.of(LAST_EVENT_ID, problem)));
        } else {
            switch (looking.at(ctx, caller)) {
                case Look.Refused(Refusal refusal) -> refuse(ctx, refusal);
                case Look.At(Watched watched) -> seated(ctx, caller, watched, seen.get());
            }
        }
    }

    private void seated(Context ctx, Caller caller, Watched watched, SortedMap<Lane, Long> seen) {
        if (!parts.seats().take()) {
            refuse(ctx, UNAVAILABLE);
            return;
        }
        try {
            StreamFrom from = seen.isEmpty() ? new StreamFrom.Now() : new StreamFrom.Behind(seen);
            switch (parts.tails().open(watched, from, watched.lanes(parts.partitions()))) {
                case Opening.NotOpened _ -> refuse(ctx, UNAVAILABLE);
                case Opening.Opened(Tail tail) -> stream(ctx, caller, tail, seen);
            }
        } finally {
            parts.seats().leave();
        }
    }

    /// Empty where it is no id of ours; an empty map where none was sent.
    private static Optional<SortedMap<Lane, Long>> lastSeen(Context ctx) {
        String header = Objects.requireNonNullElse(ctx.req().getHeader(LAST_EVENT_ID), "");
        String text =
                header.isBlank() ? Objects.requireNonNullElse(ctx.queryParam("after"), "") : header;
        try {
            SortedMap<Lane, Long> seen = LiveWire.seen(text.strip());
            return seen.values().stream().allMatch(offset -> offset >= 0)
                    ? Optional.of(seen)
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
            return Optional.empty();
        }
    }

    private void stream(Context ctx, Caller caller, Tail tail, SortedMap<Lane, Long> seen) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no");
        long deadline = System.nanoTime() + parts.settings().lifetime().toNanos();
        try (tail;
                var answer =
                        LongAnswer.begin(
                                ctx,
                                "text/event-stream; charset=utf-8",
                                parts.settings().patience(),
                                tail::wake)) {
            if (!ctx.req().getMethod().equals("HEAD")) {
                var leave =
                        new ServerSentEvents.Leave(() -> parts.standing().test(caller), deadline);
                tail.run(new ServerSentEvents(answer, seen, leave));
            }
            if (answer.tooSlow()) {
                parts.seats().cutOff();
            }
        }
    }

    private static void refuse(Context ctx, Refusal refusal) {
        if (refusal.status() == 503) {
            ctx.header("Retry-After", "1");
        }
        Answers.json(ctx, refusal.status(), LeadLexView.refusal(refusal));
    }
}
