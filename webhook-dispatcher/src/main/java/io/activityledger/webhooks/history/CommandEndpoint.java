package io.activityledger.webhooks.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.access.Caller;
import io.activityledger.dialects.Refusal;
import io.activityledger.kit.http.Answers;
import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.command.CommandLog.Appended;
import io.activityledger.webhooks.delivery.LaneKey;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.JsonEndpoint;
import io.activityledger.webhooks.history.LaneQuestion.Ask;
import io.javalin.http.Context;
import java.util.function.LongFunction;

/// The doors behind which something is done with an endpoint's deliveries: 202 once the command is
/// durable, whoever obeys it.
///
/// What is asked for is looked up first, so that a name that nobody knows is told at once.
public final class CommandEndpoint {

    private final LaneRouter router;
    private final CommandDesk desk;

    public CommandEndpoint(LaneRouter router, CommandDesk desk) {
        this.router = router;
        this.desk = desk;
    }

    /// `POST /v1/webhooks/{id}/logs/{delivery_id}/retry`.
    public void retry(Context ctx, Caller caller, Endpoint endpoint) {
        resend(ctx, caller, endpoint, ctx.pathParam("delivery_id"));
    }

    /// `POST /v1/webhooks/{id}/dead-letters/{webhook_id}/retry`.
    public void retryLetter(Context ctx, Caller caller, Endpoint endpoint) {
        String webhookId = ctx.pathParam("webhook_id");
        var question = LaneQuestion.of(lane(endpoint), Ask.LETTER, webhookId);
        if (isActive(ctx, endpoint) && isFound(ctx, router.ask(question))) {
            obey(
                    ctx,
                    caller,
                    endpoint,
                    new Command.Retry(webhookId),
                    _ -> CommandView.retry(webhookId));
        }
    }

    /// `DELETE /v1/webhooks/{id}/dead-letters/{webhook_id}`.
    public void dropLetter(Context ctx, Caller caller, Endpoint endpoint) {
        String webhookId = ctx.pathParam("webhook_id");
        var question = LaneQuestion.of(lane(endpoint), Ask.LETTER, webhookId);
        if (isFound(ctx, router.ask(question))) {
            obey(
                    ctx,
                    caller,
                    endpoint,
                    new Command.Drop(webhookId),
                    _ -> CommandView.dropped(webhookId));
        }
    }

    /// `POST /v1/webhooks/{id}/recover`.
    public void recover(Context ctx, Caller caller, Endpoint endpoint) {
        if (isActive(ctx, endpoint)) {
            JsonEndpoint.body(ctx, desk.maxBody())
                    .ifPresent(body -> {
                        var reading = CommandRequest.recovery(body);
                        command(ctx, caller, endpoint, reading, _ -> CommandView.recovery(reading));
                    });
        }
    }

    /// `POST /v1/webhooks/{id}/replay`.
    public void replay(Context ctx, Caller caller, Endpoint endpoint) {
        if (isActive(ctx, endpoint)) {
            JsonEndpoint.body(ctx, desk.maxBody())
                    .ifPresent(body -> {
                        var reading = CommandRequest.replay(body);
                        command(
                                ctx,
                                caller,
                                endpoint,
                                reading,
                                at -> CommandView.replay(reading, at));
                    });
        }
    }

    /// `GET /v1/webhooks/{id}/replay/{replay_id}`.
    public void progress(Context ctx, Caller caller, Endpoint endpoint) {
        var question = LaneQuestion.of(lane(endpoint), Ask.REPLAY, ctx.pathParam("replay_id"));
        switch (router.ask(question)) {
            case LaneReply.Answered(int status, byte[] body) -> Answers.json(ctx, status, body);
            case LaneReply.NotServed(String reason) -> unavailable(ctx, reason);
        }
    }

    /// `DELETE /v1/webhooks/{id}/replay/{replay_id}`.
    public void cancel(Context ctx, Caller caller, Endpoint endpoint) {
        String id = ctx.pathParam("replay_id");
        if (isFound(ctx, router.ask(LaneQuestion.of(lane(endpoint), Ask.REPLAY, id)))) {
            obey(ctx, caller, endpoint, new Command.Cancel(id), _ -> CommandView.cancelled(id));
        }
    }

    private void resend(Context ctx, Caller caller, Endpoint endpoint, String deliveryId) {
        if (!isActive(ctx, endpoint)) {
            return;
        }
        var reply = router.ask(LaneQuestion.of(lane(endpoint), Ask.RETRY, deliveryId));
        if (isFound(ctx, reply) && reply instanceof LaneReply.Answered found) {
            String webhookId = new String(found.body(), UTF_8);
            obey(
                    ctx,
                    caller,
                    endpoint,
                    new Command.Retry(webhookId),
                    _ -> CommandView.retry(webhookId));
        }
    }

    private void command(
            Context ctx,
            Caller caller,
            Endpoint endpoint,
            CommandRequest reading,
            LongFunction<byte[]> view) {
        switch (reading) {
            case CommandRequest.Asked(Command command) ->
                    obey(ctx, caller, endpoint, command, view);
            case CommandRequest.Refused(Refusal refusal) -> JsonEndpoint.refuse(ctx, refusal);
        }
    }

    private void obey(
            Context ctx,
            Caller caller,
            Endpoint endpoint,
            Command command,
            LongFunction<byte[]> view) {
        switch (desk.append(command, endpoint, caller)) {
            case Appended.Standing(long offset) -> Answers.json(ctx, 202, view.apply(offset));
            case Appended.Unknown(String reason) ->
                    JsonEndpoint.refuse(
                            ctx, Refusal.of(503, "log_unavailable", reason), router.retryAfter());
        }
    }

    /// To one that is not active nothing is sent, asked for or not.
    private static boolean isActive(Context ctx, Endpoint endpoint) {
        if (!endpoint.active()) {
            JsonEndpoint.refuse(ctx, HistoryRefusals.inactive());
        }
        return endpoint.active();
    }

    private boolean isFound(Context ctx, LaneReply reply) {
        switch (reply) {
            case LaneReply.Answered(int status, _) when status == 200 -> {
                return true;
            }
            case LaneReply.Answered(int status, byte[] body) -> Answers.json(ctx, status, body);
            case LaneReply.NotServed(String reason) -> unavailable(ctx, reason);
        }
        return false;
    }

    private void unavailable(Context ctx, String reason) {
        JsonEndpoint.refuse(ctx, HistoryRefusals.unavailable(reason), router.retryAfter());
    }

    private static LaneKey lane(Endpoint endpoint) {
        return HistoryEndpoint.laneOf(endpoint);
    }
}
