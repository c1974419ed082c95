package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.kit.http.Answers;
import io.activityledger.webhooks.endpoint.EffectiveWait.Effect;
import io.activityledger.webhooks.endpoint.EndpointSearch.Found;
import io.activityledger.webhooks.endpoint.Publication.Published;
import io.javalin.http.Context;

/// `DELETE /v1/webhooks/{id}`: nothing more is sent to it, whoever was let in says so.
public final class DeleteWebhookEndpoint implements AdmittedHandler {

    private final EndpointSearch search;
    private final EndpointMint mint;
    private final Publication publication;

    public DeleteWebhookEndpoint(
            EndpointSearch search, EndpointMint mint, Publication publication) {
        this.search = search;
        this.mint = mint;
        this.publication = publication;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        switch (search.one(caller.workspaceId(), ctx.pathParam("id"))) {
            case Found.Current<Endpoint>(Endpoint endpoint) -> delete(ctx, endpoint, caller);
            case Found.Stale<Endpoint>(Endpoint endpoint) -> delete(ctx, endpoint, caller);
            case Found.Missing<Endpoint> _ -> JsonEndpoint.refuse(ctx, Refusals.notFound());
            case Found.Unavailable<Endpoint>(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }

    private void delete(Context ctx, Endpoint endpoint, Caller caller) {
        var fact = EndpointFacts.deleted(endpoint, mint.now(), caller.userId());
        switch (publication.publish(fact)) {
            case Published.Standing(Effect effect) -> {
                ctx.header(Effect.HEADER, effect.word());
                Answers.empty(ctx, 204);
            }
            case Published.Unavailable(var retryAfter, String reason) ->
                    JsonEndpoint.refuse(ctx, Refusals.logUnavailable(reason), retryAfter);
        }
    }
}
