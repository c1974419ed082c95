package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.routing.PeerSignature;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// `GET /internal/webhooks/applied?offset=N`: has this instance applied that fact? 204 as soon as
/// it has, 503 when that takes too long.
///
/// Stands on the internal port only; lets in who signs with the house's secret.
public final class AppliedEndpoint implements Handler {

    private static final String PATH = "/internal/webhooks/applied";
    private static final String OFFSET = "offset";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final AppliedFacts here;
    private final PeerSignature signature;
    private final Duration limit;

    public AppliedEndpoint(AppliedFacts here, PeerSignature signature, Duration limit) {
        this.here = here;
        this.signature = signature;
        this.limit = limit;
    }

    /// What a peer asks for.
    static String target(long offset) {
        return PATH + "?" + OFFSET + "=" + offset;
    }

    public List<Binding> bindings() {
        return List.of(Binding.get(PATH, this));
    }

    @Override
    public void handle(Context ctx) {
        switch (verdict(ctx)) {
            case PeerSignature.Forged _ -> Answers.empty(ctx, 401);
            case PeerSignature.Genuine() -> answer(ctx);
        }
    }

    private void answer(Context ctx) {
        Optional<Long> offset =
                Optional.ofNullable(ctx.queryParam(OFFSET))
                        .filter(text -> NUMBER.matcher(text).matches())
                        .map(Long::valueOf);
        Answers.empty(ctx, offset.map(this::status).orElse(400));
    }

    private int status(long offset) {
        return here.awaitApplied(offset, System.nanoTime() + limit.toNanos()) ? 204 : 503;
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
