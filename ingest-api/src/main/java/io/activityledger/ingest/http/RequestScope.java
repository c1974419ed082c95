package io.activityledger.ingest.http;

import io.activityledger.kit.http.RequestIds;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What does a request hand on to the threads that work for it? Its trace, and its id in the log.
public final class RequestScope {

    private RequestScope() {}

    /// The task, as part of the request that the calling thread answers.
    public static <T> Callable<T> carried(Callable<T> task) {
        Optional<TraceContext> trace = TraceContext.current();
        Callable<T> named = RequestIds.carried(task);
        return trace.isEmpty()
                ? named
                : () -> ScopedValue.where(TraceContext.CURRENT, trace.get()).call(named::call);
    }
}
