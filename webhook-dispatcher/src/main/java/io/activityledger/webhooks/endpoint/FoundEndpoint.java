package io.activityledger.webhooks.endpoint;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.webhooks.endpoint.EndpointSearch.Found;
import io.javalin.http.Context;

/// Stands before every door about one webhook: finds it in the workspace of who was let in, or says
/// that it is not there.
public final class FoundEndpoint implements AdmittedHandler {

    private final EndpointSearch search;
    private final Handler next;

    public FoundEndpoint(EndpointSearch search, Handler next) {
        this.search = search;
        this.next = next;
    }

    /// What answers about a webhook that is there.
    @FunctionalInterface
    public interface Handler {
        void handle(Context ctx, Caller caller, Endpoint endpoint) throws Exception;
    }

    @Override
    public void handle(Context ctx, Caller caller) throws Exception {
        switch (search.one(caller.workspaceId(), ctx.pathParam("id"))) {
            case Found.Current<Endpoint>(Endpoint endpoint) -> next.handle(ctx, caller, endpoint);
            case Found.Stale<Endpoint>(Endpoint endpoint) -> next.handle(ctx, caller, endpoint);
            case Found.Missing<Endpoint> _ -> JsonEndpoint.refuse(ctx, Refusals.notFound());
            case Found.Unavailable<Endpoint>(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }
}
