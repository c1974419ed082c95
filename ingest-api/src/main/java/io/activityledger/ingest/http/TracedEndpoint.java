package io.activityledger.ingest.http;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;

/// Answers each request as part of the trace that it names: [TraceContext#current] tells whoever
/// works for it, on the same thread.
public final class TracedEndpoint implements AdmittedHandler {

    private final AdmittedHandler next;

    public TracedEndpoint(AdmittedHandler next) {
        this.next = next;
    }

    @Override
    public void handle(Context ctx, Caller caller) throws Exception {
        Optional<TraceContext> trace =
                TraceContext.of(
                        Collections.list(ctx.req().getHeaders(TraceContext.PARENT)),
                        Collections.list(ctx.req().getHeaders(TraceContext.STATE)));
        if (trace.isEmpty()) {
            next.handle(ctx, caller);
            return;
        }
        ScopedValue.where(TraceContext.CURRENT, trace.get())
                .call(() -> {
                    next.handle(ctx, caller);
                    return trace;
                });
    }
}
