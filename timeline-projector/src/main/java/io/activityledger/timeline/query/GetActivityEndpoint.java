package io.activityledger.timeline.query;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.nodestash.NodestashErrors;
import io.activityledger.kit.http.RequestIds;
import io.activityledger.schemas.ActivityId;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.query.Question.Look;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/// `GET /v1/activities/{id}` and `GET /nodestash/v1/activities/{id}`: one activity, under any of
/// its three spellings, whichever dialect wrote it.
public final class GetActivityEndpoint extends AnswerEndpoint {

    private static final Refusal NOT_FOUND =
            Refusal.of(404, "activity_not_found", "No activity with this ID in your workspace");

    private final Timelines timelines;
    private final Look look;

    private GetActivityEndpoint(Timelines timelines, Look look) {
        this.timelines = timelines;
        this.look = look;
    }

    public static GetActivityEndpoint asLeadLex(Timelines timelines) {
        return new GetActivityEndpoint(timelines, Look.LEADLEX);
    }

    public static GetActivityEndpoint asNodestash(Timelines timelines) {
        return new GetActivityEndpoint(timelines, Look.NODESTASH);
    }

    @Override
    DoorAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness) {
        Wording words = words(ctx);
        return switch (freshness) {
            case Consistency.Parsed.Invalid(String header, String problem) ->
                    DoorAnswer.refused(PageRequest.refusal(Map.of(header, problem)), words);
            case Consistency.Parsed.Valid(Consistency consistency) -> {
                Optional<ActivityId> id = ActivityId.parse(ctx.pathParam("id"));
                yield id.isEmpty()
                        ? DoorAnswer.refused(notFound(), words)
                        : answer(id.get(), caller, consistency, words);
            }
        };
    }

    private DoorAnswer answer(
            ActivityId id, Caller caller, Consistency consistency, Wording words) {
        var question = new Question.OneActivity(caller.workspaceId(), id, look);
        return DoorAnswer.of(timelines.ask(new Asked(question, consistency)), notFound(), words);
    }

    private Wording words(Context ctx) {
        return switch (look) {
            case LEADLEX -> new Wording.LeadLex();
            case NODESTASH -> new Wording.Nodestash(RequestIds.of(ctx));
            case REEVO -> new Wording.Reevo();
        };
    }

    private Refusal notFound() {
        return switch (look) {
            case LEADLEX, REEVO -> NOT_FOUND;
            case NODESTASH -> NodestashErrors.NOT_FOUND;
        };
    }
}
