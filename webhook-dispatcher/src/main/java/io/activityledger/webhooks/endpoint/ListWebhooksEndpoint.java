package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.javalin.http.Context;

/// `GET /v1/webhooks`: all of a workspace's, newest first.
public final class ListWebhooksEndpoint implements AdmittedHandler {

    private final EndpointSearch search;

    public ListWebhooksEndpoint(EndpointSearch search) {
        this.search = search;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        ReadEndpoint.answer(ctx, search.all(caller.workspaceId()), WebhookView::list);
    }
}
