package io.activityledger.timeline.query;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.kit.http.Answers;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.consistency.Consistency;
import io.javalin.http.Context;
import java.util.Objects;

/// What all doors to timelines have in common: the headers that ask for freshness, and one write
/// for the answer.
abstract class AnswerEndpoint implements AdmittedHandler {

    abstract DoorAnswer answer(Context ctx, Caller caller, Consistency.Parsed freshness);

    @Override
    public final void handle(Context ctx, Caller caller) {
        var freshness =
                Consistency.parse(header(ctx, Consistency.HEADER), header(ctx, Position.HEADER));
        DoorAnswer answer = answer(ctx, caller, freshness);
        answer.headers().forEach(ctx::header);
        Answers.json(ctx, answer.status(), answer.body());
    }

    private static String header(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.req().getHeader(name), "").strip();
    }
}
