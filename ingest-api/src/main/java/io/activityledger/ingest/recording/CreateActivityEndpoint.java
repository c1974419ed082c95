package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.schemas.Position;
import io.javalin.http.Context;

/// `POST /v1/activities`: who was let in records one activity.
public final class CreateActivityEndpoint implements AdmittedHandler {

    private static final String ADJUSTED = "Ledger-Adjusted";
    private static final String IGNORED_FIELDS = "Ledger-Ignored-Fields";

    private final RecordingLimits limits;
    private final ActivityRecording recording;

    public CreateActivityEndpoint(RecordingLimits limits, ActivityRecording recording) {
        this.limits = limits;
        this.recording = recording;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, limits.maxBody())
                .ifPresent(body -> answer(ctx, recording.create(body, caller)));
    }

    private static void answer(Context ctx, Creation creation) {
        switch (creation) {
            case Creation.Created created -> created(ctx, created);
            case Creation.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case Creation.Unavailable(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }

    private static void created(Context ctx, Creation.Created created) {
        ctx.header(Position.HEADER, created.position().text());
        if (!created.adjusted().isEmpty()) {
            ctx.header(ADJUSTED, String.join(", ", created.adjusted()));
        }
        if (!created.ignored().isEmpty()) {
            ctx.header(IGNORED_FIELDS, FieldNames.inHeader(created.ignored()));
        }
        Answers.json(ctx, 201, LeadLexView.single(LeadLexView.activity(created.activity())));
    }
}
