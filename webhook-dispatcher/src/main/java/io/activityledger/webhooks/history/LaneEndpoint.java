package io.activityledger.webhooks.history;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.routing.PeerSignature;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `GET /internal/webhooks/lane?…`: answers other instances from the partitions held here, and
/// never asks further; 503 where it is not held.
///
/// Stands on the internal port only; lets in who signs with the house's secret.
public final class LaneEndpoint implements Handler {

    private final LaneHost here;
    private final PeerSignature signature;

    public LaneEndpoint(LaneHost here, PeerSignature signature) {
        this.here = here;
        this.signature = signature;
    }

    public List<Binding> bindings() {
        return List.of(Binding.get(LaneQuestion.PATH, this));
    }

    @Override
    public void handle(Context ctx) {
        switch (verdict(ctx)) {
            case PeerSignature.Forged _ -> Answers.empty(ctx, 401);
            case PeerSignature.Genuine() -> answer(ctx);
        }
    }

    private void answer(Context ctx) {
        Optional<LaneQuestion> question = LaneQuestion.parse(ctx.queryParamMap());
        if (question.isEmpty()) {
            Answers.empty(ctx, 400);
            return;
        }
        switch (here.ask(question.get())) {
            case LaneReply.Answered(int status, byte[] body) -> Answers.json(ctx, status, body);
            case LaneReply.NotServed _ -> Answers.empty(ctx, 503);
        }
    }

    private PeerSignature.Verdict verdict(Context ctx) {
        String query = Objects.requireNonNullElse(ctx.req().getQueryString(), "");
        String target = ctx.req().getRequestURI() + (query.isEmpty() ? "" : "?" + query);
        return signature.verify(
                new PeerSignature.Request(ctx.req().getMethod(), target, new byte[0]),
                header(ctx, PeerSignature.TIMESTAMP_HEADER),
                header(ctx, PeerSignature.SIGNATURE_HEADER));
    }

    private static String header(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.req().getHeader(name), "");
    }
}
