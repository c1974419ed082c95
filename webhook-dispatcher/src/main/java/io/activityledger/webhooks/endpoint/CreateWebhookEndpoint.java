package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.reading.IgnoredNames;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import io.activityledger.webhooks.endpoint.EndpointCreation.Created;
import io.javalin.http.Context;

/// `POST /v1/webhooks`: who was let in names a receiver and the events it wants.
public final class CreateWebhookEndpoint implements AdmittedHandler {

    private final EndpointCreation creation;
    private final ByteSize maxBody;

    public CreateWebhookEndpoint(EndpointCreation creation, ByteSize maxBody) {
        this.creation = creation;
        this.maxBody = maxBody;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, maxBody)
                .ifPresent(body -> answer(ctx, creation.create(body, caller)));
    }

    private static void answer(Context ctx, Created created) {
        switch (created) {
            case Created.Made made -> made(ctx, made);
            case Created.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case Created.Unavailable(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }

    private static void made(Context ctx, Created.Made made) {
        ctx.header(Effect.HEADER, made.effect().word());
        if (!made.ignored().isEmpty()) {
            ctx.header(IgnoredNames.FIELDS, IgnoredNames.inHeader(made.ignored()));
        }
        Answers.json(ctx, 201, WebhookView.created(made.endpoint(), made.secret()));
    }
}
