package io.activityledger.timeline.query;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.Consistency;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/// `GET /v1/contacts/{id}/activities/summary`, and the same of deals, companies and
/// `/v1/entities/{type}/{id}`: how much happened to a subject, of which types, and on which days.
public final class SummarizeActivitiesEndpoint extends AnswerEndpoint {

    private static final Wording WORDS = new Wording.LeadLex();

    private final Timelines timelines;
    private final InstantSource clock;
    private final SubjectPath path;
    private final Refusal notFound;

    private SummarizeActivitiesEndpoint(
            Timelines timelines, InstantSource clock, SubjectPath path) {
        this.timelines = timelines;
        this.clock = clock;
        this.path = path;
        this.notFound = path.notFound();
    }

    /// The summaries of one kind of subject.
    ///
    /// @param clock tells which day is today
    public static SummarizeActivitiesEndpoint of(
            Subject.Kind kind, Timelines timelines, InstantSource clock) {
        return new SummarizeActivitiesEndpoint(timelines, clock, new SubjectPath(kind));
    }

    @Override
    DoorAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness) {
        Optional<Subject> subject = path.subject(ctx::pathParam);
        return switch (SummaryRequest.parse(ctx.queryParamMap(), freshness, clock.instant())) {
            case SummaryRequest.Parsed.Invalid(Refusal refusal) ->
                    DoorAnswer.refused(refusal, WORDS);
            case SummaryRequest.Parsed.Valid _ when subject.isEmpty() ->
                    DoorAnswer.refused(notFound, WORDS);
            case SummaryRequest.Parsed.Valid(Days days, Consistency consistency) -> {
                var question =
                        new Question.Summary(caller.workspaceId(), subject.orElseThrow(), days);
                Reply reply = timelines.ask(new Asked(question, consistency));
                yield DoorAnswer.of(reply, notFound, WORDS);
            }
        };
    }
}
