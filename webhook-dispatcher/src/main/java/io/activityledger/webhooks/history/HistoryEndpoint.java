package io.activityledger.webhooks.history;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.kit.http.Answers;
import io.activityledger.webhooks.delivery.LaneKey;
import io.activityledger.webhooks.delivery.LogFilter;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.FoundEndpoint;
import io.activityledger.webhooks.endpoint.JsonEndpoint;
import io.activityledger.webhooks.history.LaneQuestion.Ask;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The doors behind which one only reads: an endpoint's log, its dead letters, its health.
public final class HistoryEndpoint {

    private static final int USUAL_SIZE = 50;
    private static final int MOST = 100;

    private final LaneRouter router;

    public HistoryEndpoint(LaneRouter router) {
        this.router = router;
    }

    /// `GET /v1/webhooks/{id}/logs`.
    public FoundEndpoint.Handler logs() {
        return (ctx, caller, endpoint) -> {
            Map<String, String> problems = new LinkedHashMap<>();
            LogFilter filter = filter(ctx, problems);
            LaneQuestion.Page page = page(ctx, problems);
            answer(ctx, problems, new LaneQuestion(laneOf(endpoint), Ask.LOG, filter, "", page));
        };
    }

    /// `GET /v1/webhooks/{id}/dead-letters`.
    public FoundEndpoint.Handler letters() {
        return (ctx, caller, endpoint) -> {
            Map<String, String> problems = new LinkedHashMap<>();
            LaneQuestion.Page page = page(ctx, problems);
            answer(
                    ctx,
                    problems,
                    new LaneQuestion(laneOf(endpoint), Ask.LETTERS, LogFilter.ATTEMPTS, "", page));
        };
    }

    /// `GET /v1/webhooks/{id}/dead-letters/{webhook_id}`.
    public void letter(Context ctx, Caller caller, Endpoint endpoint) {
        String webhookId = ctx.pathParam("webhook_id");
        answer(ctx, Map.of(), LaneQuestion.of(laneOf(endpoint), Ask.LETTER, webhookId));
    }

    /// `GET /v1/webhooks/{id}/health`.
    public void health(Context ctx, Caller caller, Endpoint endpoint) {
        Ask ask = endpoint.active() ? Ask.HEALTH : Ask.HEALTH_INACTIVE;
        answer(ctx, Map.of(), LaneQuestion.of(laneOf(endpoint), ask));
    }

    static LaneKey laneOf(Endpoint endpoint) {
        return new LaneKey(endpoint.workspaceId(), endpoint.id());
    }

    private void answer(Context ctx, Map<String, String> problems, LaneQuestion question) {
        if (!problems.isEmpty()) {
            var first = problems.entrySet().iterator().next();
            JsonEndpoint.refuse(
                    ctx,
                    new Refusal(
                            400,
                            "validation_error",
                            first.getKey() + " " + first.getValue(),
                            problems));
            return;
        }
        switch (router.ask(question)) {
            case LaneReply.Answered(int status, byte[] body) -> Answers.json(ctx, status, body);
            case LaneReply.NotServed(String reason) ->
                    JsonEndpoint.refuse(
                            ctx, HistoryRefusals.unavailable(reason), router.retryAfter());
        }
    }

    private static LogFilter filter(Context ctx, Map<String, String> problems) {
        return switch (parameter(ctx, "status").orElse("")) {
            case "" -> LogFilter.ATTEMPTS;
            case "success" -> LogFilter.SUCCESS;
            case "failed" -> LogFilter.FAILED;
            case "pending" -> LogFilter.PENDING;
            default -> {
                problems.put("status", "must be success, failed or pending");
                yield LogFilter.ATTEMPTS;
            }
        };
    }

    private static LaneQuestion.Page page(Context ctx, Map<String, String> problems) {
        return new LaneQuestion.Page(
                number(ctx, "page", 1, 1_000_000, problems),
                number(ctx, "per_page", USUAL_SIZE, MOST, problems));
    }

    private static int number(
            Context ctx, String name, int usual, int highest, Map<String, String> problems) {
        Optional<String> text = parameter(ctx, name);
        if (text.isEmpty()) {
            return usual;
        }
        if (text.get().matches("[1-9]\\d{0,8}")) {
            int number = Integer.parseInt(text.get());
            if (number <= highest) {
                return number;
            }
        }
        problems.put(name, "must be a whole number from 1 to " + highest);
        return usual;
    }

    private static Optional<String> parameter(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(it -> !it.isEmpty());
    }
}
