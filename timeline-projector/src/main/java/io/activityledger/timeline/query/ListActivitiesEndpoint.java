package io.activityledger.timeline.query;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.leadlex.LeadLexId;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.javalin.http.Context;
import java.util.Optional;

/// `GET /v1/contacts/{id}/activities`: a page of what happened to a subject, newest first.
public final class ListActivitiesEndpoint extends AnswerEndpoint {

    private static final Wording WORDS = new Wording.LeadLex();

    private final Timelines timelines;
    private final Subject.Kind kind;
    private final Refusal notFound;

    private ListActivitiesEndpoint(Timelines timelines, Subject.Kind kind, Refusal notFound) {
        this.timelines = timelines;
        this.kind = kind;
        this.notFound = notFound;
    }

    public static ListActivitiesEndpoint ofContacts(Timelines timelines) {
        return of(timelines, Subject.Kind.CONTACT);
    }

    private static ListActivitiesEndpoint of(Timelines timelines, Subject.Kind kind) {
        String word = kind.word();
        var notFound = Refusal.of(404, word + "_not_found", "No " + word + " with this ID");
        return new ListActivitiesEndpoint(timelines, kind, notFound);
    }

    @Override
    DoorAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness) {
        return switch (PageRequest.parse(ctx.queryParamMap(), freshness)) {
            case PageRequest.Parsed.Invalid(Refusal refusal) -> DoorAnswer.refused(refusal, WORDS);
            case PageRequest.Parsed.Valid(PageQuery query, Consistency consistency) -> {
                Optional<String> id = LeadLexId.parse(ctx.pathParam("id"));
                yield id.isEmpty()
                        ? DoorAnswer.refused(notFound, WORDS)
                        : page(caller, id.get(), query, consistency);
            }
        };
    }

    private DoorAnswer page(Caller caller, String id, PageQuery query, Consistency consistency) {
        var question = new Question.Timeline(caller.workspaceId(), Subject.named(kind, id), query);
        return DoorAnswer.of(timelines.ask(new Asked(question, consistency)), notFound, WORDS);
    }
}
