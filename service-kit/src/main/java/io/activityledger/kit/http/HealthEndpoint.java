package io.activityledger.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.lifecycle.Readiness.NotReady;
import io.activityledger.kit.lifecycle.Readiness.Ready;
import io.javalin.http.Context;
import java.util.List;

/// `/health/live` says that the process answers; `/health/ready` whether traffic may come.
final class HealthEndpoint {

    static final String PREFIX = "/health/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Readiness readiness;

    HealthEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    List<Binding> bindings() {
        return List.of(
                Binding.get(PREFIX + "live", HealthEndpoint::live),
                Binding.get(PREFIX + "ready", this::ready));
    }

    private static void live(Context ctx) throws JsonProcessingException {
        write(ctx, 200, JSON.createObjectNode().put("live", true));
    }

    private void ready(Context ctx) throws JsonProcessingException {
        var report = readiness.report();
        var body = JSON.createObjectNode().put("ready", report.ready());
        var conditions = body.putArray("conditions");
        for (var answer : report.answers()) {
            var condition = conditions.addObject().put("name", answer.name());
            switch (answer.state()) {
                case Ready() -> condition.put("ready", true);
                case NotReady(var sentence) ->
                        condition.put("ready", false).put("reason", sentence);
            }
        }
        write(ctx, report.ready() ? 200 : 503, body);
    }

    private static void write(Context ctx, int status, Object body) throws JsonProcessingException {
        ctx.res().setHeader("Cache-Control", "no-store");
        Answers.json(ctx, status, JSON.writeValueAsBytes(body));
    }
}
