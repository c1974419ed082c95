package io.activityledger.ingest.workspace;

import io.activityledger.access.Caller;
import io.activityledger.access.KeyDirectory;
import io.activityledger.access.KeyFacts;
import io.activityledger.access.StoredKey;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Answers;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// `GET /v1/api-keys`, `GET` and `DELETE /v1/api-keys/{id}`: which keys there are, newest first,
/// and the end of one.
public final class KeysEndpoint {

    private final Supplier<KeyDirectory> keys;
    private final KafkaFactLog log;
    private final InstantSource clock;

    public KeysEndpoint(Supplier<KeyDirectory> keys, KafkaFactLog log, InstantSource clock) {
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    public void list(Context ctx, Caller caller) {
        Answers.json(ctx, 200, KeyView.list(keys.get().of(caller.workspaceId())));
    }

    public void get(Context ctx, Caller caller) {
        Optional<StoredKey> key = named(ctx, caller);
        if (key.isEmpty()) {
            JsonEndpoint.refuse(ctx, Refusals.noSuchKey());
        } else {
            Answers.json(ctx, 200, KeyView.single(key.get()));
        }
    }

    /// Answers when the key opens nothing here any more.
    public void revoke(Context ctx, Caller caller) {
        Optional<StoredKey> key = named(ctx, caller);
        if (key.isEmpty()) {
            JsonEndpoint.refuse(ctx, Refusals.noSuchKey());
            return;
        }
        switch (log.say(KeyFacts.revoked(key.get(), clock.instant(), caller.userId()))) {
            case FactLog.Said.Counts _ -> Answers.empty(ctx, 204);
            case FactLog.Said.Stands(var retryAfter) ->
                    JsonEndpoint.refuse(
                            ctx,
                            Refusals.logUnavailable("The key is revoked, but not yet here"),
                            retryAfter);
            case FactLog.Said.Unavailable(var retryAfter, String reason) ->
                    JsonEndpoint.refuse(ctx, Refusals.logUnavailable(reason), retryAfter);
        }
    }

    private Optional<StoredKey> named(Context ctx, Caller caller) {
        return keys.get().find(caller.workspaceId(), ctx.pathParam("id"));
    }
}
