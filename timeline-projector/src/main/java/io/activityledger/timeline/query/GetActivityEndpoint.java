package io.activityledger.timeline.query;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.ActivityId;
import io.activityledger.timeline.consistency.Consistency;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/// `GET /v1/activities/{id}`: one activity, under any of its three spellings.
public final class GetActivityEndpoint extends AnswerEndpoint {

    private static final Refusal NOT_FOUND =
            Refusal.of(404, "activity_not_found", "No activity with this ID in your workspace");

    private final Timelines timelines;

    public GetActivityEndpoint(Timelines timelines) {
        this.timelines = timelines;
    }

    @Override
    LeadLexAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness) {
        return switch (freshness) {
            case Consistency.Parsed.Invalid(String header, String problem) ->
                    LeadLexAnswer.refused(PageRequest.refusal(Map.of(header, problem)));
            case Consistency.Parsed.Valid(Consistency consistency) ->
                    answer(ActivityId.parse(ctx.pathParam("id")), caller, consistency);
        };
    }

    private LeadLexAnswer answer(Optional<ActivityId> id, Caller caller, Consistency consistency) {
        if (id.isEmpty()) {
            return LeadLexAnswer.refused(NOT_FOUND);
        }
        var question = new Question.OneActivity(caller.workspaceId(), id.get());
        return LeadLexAnswer.of(timelines.ask(new Asked(question, consistency)), NOT_FOUND);
    }
}
