package io.activityledger.timeline.query;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;

/// `GET /v1/contacts/{id}/activities`, and the same of deals, companies and
/// `/v1/entities/{type}/{id}`: a page of what happened to a subject, newest first.
public final class ListActivitiesEndpoint extends AnswerEndpoint {

    private static final Wording WORDS = new Wording.LeadLex();

    private final Timelines timelines;
    private final PageCursors cursors;
    private final SubjectPath path;
    private final Refusal notFound;

    private ListActivitiesEndpoint(Timelines timelines, PageCursors cursors, SubjectPath path) {
        this.timelines = timelines;
        this.cursors = cursors;
        this.path = path;
        this.notFound = path.notFound();
    }

    public static ListActivitiesEndpoint ofContacts(Timelines timelines, PageCursors cursors) {
        return of(timelines, cursors, Subject.Kind.CONTACT);
    }

    public static ListActivitiesEndpoint ofDeals(Timelines timelines, PageCursors cursors) {
        return of(timelines, cursors, Subject.Kind.DEAL);
    }

    public static ListActivitiesEndpoint ofCompanies(Timelines timelines, PageCursors cursors) {
        return of(timelines, cursors, Subject.Kind.COMPANY);
    }

    /// Any other entity; nobody tells of those, so each is known.
    public static ListActivitiesEndpoint ofEntities(Timelines timelines, PageCursors cursors) {
        return of(timelines, cursors, Subject.Kind.ENTITY);
    }

    private static ListActivitiesEndpoint of(
            Timelines timelines, PageCursors cursors, Subject.Kind kind) {
        return new ListActivitiesEndpoint(timelines, cursors, new SubjectPath(kind));
    }

    @Override
    DoorAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness) {
        Optional<Subject> named = path.subject(ctx::pathParam);
        Subject subject = named.orElseGet(() -> new Subject(path.kind(), "", ""));
        PageRequest.Opening opening =
                (cursor, start) ->
                        cursors.opened(
                                cursor,
                                new Question.Timeline(caller.workspaceId(), subject, start));
        return switch (PageRequest.parse(ctx.queryParamMap(), freshness, opening)) {
            case PageRequest.Parsed.Invalid(Refusal refusal) -> DoorAnswer.refused(refusal, WORDS);
            case PageRequest.Parsed.Valid _ when named.isEmpty() ->
                    DoorAnswer.refused(notFound, WORDS);
            case PageRequest.Parsed.Valid(PageQuery query, Consistency consistency) -> {
                var question = new Question.Timeline(caller.workspaceId(), subject, query);
                Reply reply = timelines.ask(new Asked(question, consistency));
                yield DoorAnswer.of(reply, notFound, WORDS)
                        .with(PageLinks.HEADER, links(ctx, query, reply));
            }
        };
    }

    private static String links(Context ctx, PageQuery query, Reply reply) {
        return switch (reply) {
            case Reply.Found found ->
                    PageLinks.of(
                            ctx.req().getRequestURI(),
                            Objects.requireNonNullElse(ctx.req().getQueryString(), ""),
                            query,
                            found.paging());
            case Reply.StoodIn(Reply held, _) -> links(ctx, query, held);
            case Reply.NotFound _, Reply.Unavailable _ -> "";
        };
    }
}
