package io.activityledger.ingest.workspace;

import io.activityledger.access.Caller;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeyMint;
import io.activityledger.dialects.Refusal;
import io.activityledger.ingest.deduplication.IdempotencyKey;
import io.activityledger.ingest.deduplication.IdempotencyKey.Given;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.activityledger.kit.settings.ByteSize;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Collections;

/// `POST /v1/api-keys`: makes a key and shows it, this one time.
public final class CreateKeyEndpoint implements AdmittedHandler {

    private final KeyCreation creation;
    private final ByteSize maxBody;
    private final InstantSource clock;

    public CreateKeyEndpoint(KeyCreation creation, ByteSize maxBody, InstantSource clock) {
        this.creation = creation;
        this.maxBody = maxBody;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx, Caller caller) {
        JsonEndpoint.body(ctx, maxBody).ifPresent(body -> create(ctx, caller, body));
    }

    private void create(Context ctx, Caller caller, byte[] body) {
        var given =
                IdempotencyKey.parse(Collections.list(ctx.req().getHeaders(IdempotencyKey.HEADER)));
        if (given instanceof Given.Malformed(String reason)) {
            JsonEndpoint.refuse(ctx, Refusal.of(400, "invalid_idempotency_key", reason));
            return;
        }
        switch (KeyRequest.read(body, caller, clock.instant())) {
            case KeyRequest.Reading.Refused(Refusal refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case KeyRequest.Reading.Accepted(var wanted, var ignored) -> {
                var made = creation.create(wanted, caller, given);
                if (made instanceof KeyCreation.Made) {
                    JsonEndpoint.tellIgnored(ctx, ignored);
                }
                answer(ctx, made);
            }
        }
    }

    private static void answer(Context ctx, KeyCreation.Outcome outcome) {
        switch (outcome) {
            case KeyCreation.Made(var minted) -> shown(ctx, minted);
            case KeyCreation.Unverified(var minted) -> {
                ctx.header("Ledger-Idempotency", "unverified");
                shown(ctx, minted);
            }
            case KeyCreation.Refused(Refusal refusal) -> JsonEndpoint.refuse(ctx, refusal);
            case KeyCreation.Unavailable(Refusal refusal, var retryAfter) ->
                    JsonEndpoint.refuse(ctx, refusal, retryAfter);
        }
    }

    private static void shown(Context ctx, KeyMint.Minted minted) {
        ctx.header("Cache-Control", "no-store");
        Answers.json(ctx, 201, KeyView.minted(minted));
    }
}
