package io.activityledger.timeline.query;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.routing.PeerSignature;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Objects;

/// Stands at a door of the internal port: lets in who signs with the house's secret.
public final class SignedEndpoint implements Handler {

    private final PeerSignature signature;
    private final Handler next;

    public SignedEndpoint(PeerSignature signature, Handler next) {
        this.signature = signature;
        this.next = next;
    }

    @Override
    public void handle(Context ctx) throws Exception {
        switch (verdict(ctx)) {
            case PeerSignature.Forged _ -> Answers.empty(ctx, 401);
            case PeerSignature.Genuine() -> next.handle(ctx);
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
