package io.activityledger.ingest.recording;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.Dialect;
import io.activityledger.ingest.deduplication.IdempotencyKey;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.RequestIds;
import io.activityledger.schemas.Position;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;

/// `POST /v1/activities` and its like: who was let in records one activity, in the dialect of the
/// door.
public final class CreateActivityEndpoint implements AdmittedHandler {

    private static final String ADJUSTED = "Ledger-Adjusted";
    private static final String REPLAYED = "Idempotent-Replayed";
    static final String IDEMPOTENCY = "Ledger-Idempotency";

    private final RecordingLimits limits;
    private final KeyedRecording recording;
    private final Dialect dialect;

    public CreateActivityEndpoint(
            RecordingLimits limits, KeyedRecording recording, Dialect dialect) {
        this.limits = limits;
        this.recording = recording;
        this.dialect = dialect;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, limits.maxBody())
                .ifPresent(body -> answer(ctx, recording.create(body, dialect, caller, key(ctx))));
    }

    static IdempotencyKey.Given key(Context ctx) {
        return IdempotencyKey.parse(Collections.list(ctx.req().getHeaders(IdempotencyKey.HEADER)));
    }

    private void answer(Context ctx, Creation creation) {
        switch (creation) {
            case Creation.Created created -> created(ctx, created);
            case Creation.Replayed(var original) -> {
                ctx.header(REPLAYED, "true");
                created(ctx, original);
            }
            case Creation.Unverified(var created) -> {
                ctx.header(IDEMPOTENCY, "unverified");
                created(ctx, created);
            }
            case Creation.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case Creation.Unavailable(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }

    private void created(Context ctx, Creation.Created created) {
        ctx.header(Position.HEADER, created.position().of(created.activity()).text());
        tell(ctx, created.adjusted(), created.ignored());
        Answers.json(ctx, 201, dialect.answer(created.activity(), RequestIds.of(ctx)));
    }

    /// Which fields were replaced, and which nobody knows.
    static void tell(Context ctx, List<String> adjusted, List<String> ignored) {
        if (!adjusted.isEmpty()) {
            ctx.header(ADJUSTED, String.join(", ", adjusted));
        }
        JsonEndpoint.tellIgnored(ctx, ignored);
    }
}
