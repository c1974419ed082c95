package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.reading.IgnoredNames;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import io.activityledger.webhooks.endpoint.EndpointRotation.Turned;
import io.javalin.http.Context;

/// `POST /v1/webhooks/{id}/rotate-secret`: a new secret signs from now on, those before it for a
/// while beside it.
public final class RotateSecretEndpoint implements AdmittedHandler {

    private final EndpointRotation rotation;
    private final ByteSize maxBody;

    public RotateSecretEndpoint(EndpointRotation rotation, ByteSize maxBody) {
        this.rotation = rotation;
        this.maxBody = maxBody;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, maxBody)
                .ifPresent(body -> answer(ctx, rotation.rotate(ctx.pathParam("id"), body, caller)));
    }

    private static void answer(Context ctx, Turned turned) {
        switch (turned) {
            case Turned.Done(var endpoint, var rotated, var effect, var ignored) -> {
                ctx.header(Effect.HEADER, effect.word());
                if (!ignored.isEmpty()) {
                    ctx.header(IgnoredNames.FIELDS, IgnoredNames.inHeader(ignored));
                }
                Answers.json(ctx, 200, WebhookView.rotated(endpoint, rotated));
            }
            case Turned.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case Turned.Unavailable(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }
}
