package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.javalin.http.Context;

/// `GET /v1/webhooks/{id}`: one of a workspace's, without its secret.
public final class GetWebhookEndpoint implements AdmittedHandler {

    private final EndpointSearch search;

    public GetWebhookEndpoint(EndpointSearch search) {
        this.search = search;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        var found = search.one(caller.workspaceId(), ctx.pathParam("id"));
        ReadEndpoint.answer(ctx, found, WebhookView::single);
    }
}
