package io.activityledger.timeline.query;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.routing.PeerSignature;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `GET /internal/v1/…`: answers other instances from the rows held here, and never asks further.
///
/// Stands on the internal port only; lets in who signs with the house's secret.
public final class InternalEndpoint implements Handler {

    private final TimelineHost here;
    private final PeerSignature signature;

    public InternalEndpoint(TimelineHost here, PeerSignature signature) {
        this.here = here;
        this.signature = signature;
    }

    public List<Binding> bindings() {
        return List.of(
                Binding.get(PeerQuestion.ACTIVITY_PATH, this),
                Binding.get(PeerQuestion.TIMELINE_PATH, this));
    }

    @Override
    public void handle(Context ctx) {
        switch (verdict(ctx)) {
            case PeerSignature.Forged _ -> Answers.empty(ctx, 401);
            case PeerSignature.Genuine() -> answer(ctx);
        }
    }

    private void answer(Context ctx) {
        Optional<Asked> asked = PeerQuestion.parse(ctx.req().getRequestURI(), ctx.queryParamMap());
        if (asked.isEmpty()) {
            Answers.empty(ctx, 400);
            return;
        }
        PeerReply.Wire reply = PeerReply.wire(here.ask(asked.get()));
        reply.headers().forEach(ctx::header);
        Answers.json(ctx, reply.status(), reply.body());
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
