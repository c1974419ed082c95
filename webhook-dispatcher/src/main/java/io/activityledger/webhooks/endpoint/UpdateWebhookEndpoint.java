package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.reading.IgnoredNames;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import io.activityledger.webhooks.endpoint.EndpointUpdate.Updated;
import io.javalin.http.Context;

/// `PATCH /v1/webhooks/{id}`: who was let in says what is to be different.
public final class UpdateWebhookEndpoint implements AdmittedHandler {

    private final EndpointUpdate update;
    private final ByteSize maxBody;

    public UpdateWebhookEndpoint(EndpointUpdate update, ByteSize maxBody) {
        this.update = update;
        this.maxBody = maxBody;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, maxBody)
                .ifPresent(body -> answer(ctx, update.update(ctx.pathParam("id"), body, caller)));
    }

    private static void answer(Context ctx, Updated updated) {
        switch (updated) {
            case Updated.Done(var endpoint, var effect, var ignored) -> {
                ctx.header(Effect.HEADER, effect.word());
                if (effect == Effect.PENDING) {
                    ctx.header(ReadEndpoint.STALE, "true");
                }
                if (!ignored.isEmpty()) {
                    ctx.header(IgnoredNames.FIELDS, IgnoredNames.inHeader(ignored));
                }
                Answers.json(ctx, 200, WebhookView.single(endpoint));
            }
            case Updated.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case Updated.Unavailable(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }
}
