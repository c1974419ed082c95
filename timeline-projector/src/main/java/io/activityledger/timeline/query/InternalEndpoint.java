package io.activityledger.timeline.query;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.routing.PeerSignature;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        var door = new SignedEndpoint(signature, this);
        return Stream.of(
                        PeerQuestion.ACTIVITY_PATH,
                        PeerQuestion.FIRST_PATH,
                        PeerQuestion.TIMELINE_PATH,
                        PeerQuestion.SUMMARY_PATH)
                .map(path -> Binding.get(path, door))
                .toList();
    }

    @Override
    public void handle(Context ctx) {
        Optional<Asked> asked = PeerQuestion.parse(ctx.req().getRequestURI(), ctx.queryParamMap());
        if (asked.isEmpty()) {
            Answers.empty(ctx, 400);
            return;
        }
        PeerReply.Wire reply = PeerReply.wire(here.ask(asked.get()));
        reply.headers().forEach(ctx::header);
        Answers.json(ctx, reply.status(), reply.body());
    }
}
