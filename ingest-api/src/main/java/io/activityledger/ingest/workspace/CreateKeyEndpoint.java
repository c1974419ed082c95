package io.activityledger.ingest.workspace;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeyDirectory;
import io.activityledger.access.KeyMint;
import io.activityledger.dialects.Refusal;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.javalin.http.Context;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// `POST /v1/api-keys`: makes a key and shows it, this one time.
public final class CreateKeyEndpoint implements AdmittedHandler {

    private final WorkspaceLimits limits;
    private final Supplier<KeyDirectory> keys;
    private final KeyMint mint;
    private final KafkaFactLog log;
    private final InstantSource clock;

    public CreateKeyEndpoint(
            WorkspaceLimits limits,
            Supplier<KeyDirectory> keys,
            KeyMint mint,
            KafkaFactLog log,
            InstantSource clock) {
        this.limits = limits;
        this.keys = keys;
        this.mint = mint;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, limits.maxBody()).ifPresent(body -> create(ctx, caller, body));
    }

    private void create(Context ctx, Caller caller, byte[] body) {
        switch (KeyRequest.read(body, caller, clock.instant())) {
            case KeyRequest.Reading.Refused(Refusal refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case KeyRequest.Reading.Accepted _ when isFull(caller) ->
                    JsonEndpoint.refuse(ctx, tooMany());
            case KeyRequest.Reading.Accepted(var wanted, var ignored) ->
                    say(ctx, mint.mint(wanted, caller.userId()), ignored);
        }
    }

    /// What stands is answered even where it does not count here yet: the key could not be shown
    /// again, and an unknown key is looked for at the topic's end.
    private void say(Context ctx, KeyMint.Minted minted, List<String> ignored) {
        switch (log.say(minted.created())) {
            case FactLog.Said.Counts _, FactLog.Said.Stands _ -> {
                ctx.header("Cache-Control", "no-store");
                JsonEndpoint.tellIgnored(ctx, ignored);
                Answers.json(ctx, 201, KeyView.minted(minted));
            }
            case FactLog.Said.Unavailable(var retryAfter, String reason) ->
                    JsonEndpoint.refuse(ctx, Refusals.logUnavailable(reason), retryAfter);
        }
    }

    private boolean isFull(Caller caller) {
        return keys.get().of(caller.workspaceId()).size() >= limits.keysPerWorkspace();
    }

    private Refusal tooMany() {
        return Refusal.of(
                400,
                "too_many_api_keys",
                "A workspace may have %d API keys: revoke one"
                        .formatted(limits.keysPerWorkspace()));
    }
}
