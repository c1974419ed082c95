package io.activityledger.webhooks.trial;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.kit.http.Answers;
import io.activityledger.webhooks.endpoint.JsonEndpoint;
import io.activityledger.webhooks.trial.Trial.Tried;
import io.javalin.http.Context;

/// `POST /v1/webhooks/{id}/test`: a sample is sent at once, and its answer shown. 200 whatever the
/// receiver said.
public final class TestWebhookEndpoint implements AdmittedHandler {

    private final Trial trial;

    public TestWebhookEndpoint(Trial trial) {
        this.trial = trial;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        switch (trial.of(caller.workspaceId(), ctx.pathParam("id"))) {
            case Tried.Sent sent -> Answers.json(ctx, 200, TrialView.of(sent));
            case Tried.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case Tried.Unavailable(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }
}
