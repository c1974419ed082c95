package io.activityledger.kit.http;

import io.activityledger.kit.metrics.Metrics;
import io.javalin.http.Context;

/// `/metrics` says what this process counted and timed, as Prometheus reads it; ready or not.
final class MetricsEndpoint {

    static final String PATH = "/metrics";

    private final Metrics metrics;

    MetricsEndpoint(Metrics metrics) {
        this.metrics = metrics;
    }

    Binding binding() {
        return Binding.get(PATH, this::scrape);
    }

    private void scrape(Context ctx) {
        ctx.res().setHeader("Cache-Control", "no-store");
        Answers.write(ctx, 200, Metrics.CONTENT_TYPE, metrics.scrape());
    }
}
