package io.activityledger.ingest.http;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.kit.http.RequestIds;
import io.activityledger.kit.tracing.Trace;
import io.activityledger.kit.tracing.TracedStep;
import io.activityledger.kit.tracing.Tracing;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Optional;

/// Answers each request as part of the trace that it names, or of a new one where somebody is told
/// of traces: [TraceContext#current] tells whoever works for it, on the same thread.
public final class TracedEndpoint implements AdmittedHandler {

    private static final int FAILED = 500;

    private final String name;
    private final AdmittedHandler next;
    private final Tracing tracing;

    /// @param name of the door, without anything that a caller sent
    public TracedEndpoint(String name, AdmittedHandler next, Tracing tracing) {
        this.name = name;
        this.next = next;
        this.tracing = tracing;
    }

    @Override
    public void handle(Context ctx, Caller caller) throws Exception {
        Optional<TraceContext> sent =
                TraceContext.of(
                        Collections.list(ctx.req().getHeaders(TraceContext.PARENT)),
                        Collections.list(ctx.req().getHeaders(TraceContext.STATE)));
        Trace within = sent.map(TraceContext::trace).orElse(Trace.NONE);
        try (TracedStep step = tracing.begin(Tracing.Role.SERVING, name, within)) {
            answer(ctx, caller, step.trace());
            tellOf(ctx, step);
        }
    }

    private void answer(Context ctx, Caller caller, Trace trace) throws Exception {
        if (trace.isNone()) {
            next.handle(ctx, caller);
            return;
        }
        ScopedValue.where(TraceContext.CURRENT, new TraceContext(trace.parent(), trace.state()))
                .call(() -> {
                    next.handle(ctx, caller);
                    return trace;
                });
    }

    private static void tellOf(Context ctx, TracedStep step) {
        int status = ctx.statusCode();
        step.tell("http.response.status_code", Integer.toString(status));
        step.tell("ledger.request_id", RequestIds.of(ctx));
        if (status >= FAILED) {
            step.failed("answered " + status);
        }
    }
}
