package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.http.Answers;
import io.activityledger.webhooks.endpoint.EndpointSearch.Found;
import io.javalin.http.Context;
import java.util.function.Function;

/// What all doors to endpoints that are there have in common: how a question's outcome is answered.
final class ReadEndpoint {

    static final String STALE = "Ledger-Stale";

    private ReadEndpoint() {}

    static <T> void answer(Context ctx, Found<T> found, Function<T, byte[]> view) {
        switch (found) {
            case Found.Current<T>(T current) -> Answers.json(ctx, 200, view.apply(current));
            case Found.Stale<T>(T stale) -> {
                ctx.header(STALE, "true");
                Answers.json(ctx, 200, view.apply(stale));
            }
            case Found.Missing<T>() -> JsonEndpoint.refuse(ctx, Refusals.notFound());
            case Found.Unavailable<T>(var refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }
}
