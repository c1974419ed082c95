package io.activityledger.ingest.workspace;

import io.activityledger.access.Caller;
import io.activityledger.access.RateLimit;
import io.activityledger.access.Workspace;
import io.activityledger.access.WorkspaceFacts;
import io.activityledger.access.Workspaces;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;

/// `GET` and `PATCH /v1/workspace`: how the caller's workspace is set.
public final class WorkspaceEndpoint {

    private final WorkspaceLimits limits;
    private final Workspaces workspaces;
    private final KafkaFactLog log;
    private final InstantSource clock;

    public WorkspaceEndpoint(
            WorkspaceLimits limits, Workspaces workspaces, KafkaFactLog log, InstantSource clock) {
        this.limits = limits;
        this.workspaces = workspaces;
        this.log = log;
        this.clock = clock;
    }

    public void get(Context ctx, Caller caller) {
        Answers.json(ctx, 200, view(workspaces.of(caller.workspaceId())));
    }

    public void patch(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, limits.maxBody()).ifPresent(body -> patch(ctx, caller, body));
    }

    private void patch(Context ctx, Caller caller, byte[] body) {
        switch (WorkspaceRequest.read(body)) {
            case WorkspaceRequest.Reading.Refused(var refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case WorkspaceRequest.Reading.Accepted(var changes, var ignored) -> {
                JsonEndpoint.tellIgnored(ctx, ignored);
                patch(ctx, caller, changes);
            }
        }
    }

    /// One fact for each field: a request that is cut off in between is sent again and says the
    /// same.
    private void patch(Context ctx, Caller caller, Map<String, String> changes) {
        for (var change : changes.entrySet()) {
            var fact =
                    WorkspaceFacts.config(
                            caller.workspaceId(),
                            change.getKey(),
                            change.getValue(),
                            clock.instant(),
                            caller.userId());
            switch (log.say(fact)) {
                case FactLog.Said.Counts _ -> {}
                case FactLog.Said.Stands(var retryAfter) -> {
                    JsonEndpoint.refuse(
                            ctx,
                            Refusals.logUnavailable("It is set, but does not count here yet"),
                            retryAfter);
                    return;
                }
                case FactLog.Said.Unavailable(var retryAfter, String reason) -> {
                    JsonEndpoint.refuse(ctx, Refusals.logUnavailable(reason), retryAfter);
                    return;
                }
            }
        }
        get(ctx, caller);
    }

    private static byte[] view(Workspace workspace) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeObjectFieldStart("workspace");
            to.writeStringField("id", workspace.id());
            to.writeBooleanField(WorkspaceFacts.REFERENCE_CHECK, workspace.referenceCheck());
            to.writeBooleanField(WorkspaceFacts.ALLOW_HTTP_WEBHOOKS, workspace.allowHttpWebhooks());
            to.writeArrayFieldStart(WorkspaceFacts.ALLOWED_ORIGINS);
            for (String origin : workspace.allowedOrigins()) {
                to.writeString(origin);
            }
            to.writeEndArray();
            to.writeArrayFieldStart(WorkspaceFacts.RATE_LIMITS);
            for (RateLimit limit : workspace.rateLimits()) {
                to.writeStartObject();
                to.writeNumberField("requests", limit.requests());
                to.writeNumberField("seconds", limit.window().toSeconds());
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeEndObject();
            to.writeEndObject();
            to.writeEndObject();
        });
    }
}
