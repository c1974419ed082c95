package io.activityledger.timeline.feed;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.timeline.query.SignedEndpoint;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `GET /internal/v1/feed` and `GET /internal/v1/recorded`: gives other instances the parts of the
/// feed, or of lists in its order, that are held here, and never asks further. Stands on the
/// internal port only.
public final class FeedInternalEndpoint implements Handler {

    private static final int NOT_HERE = 421;

    private final FeedReader here;
    private final PeerSignature signature;

    public FeedInternalEndpoint(FeedReader here, PeerSignature signature) {
        this.here = here;
        this.signature = signature;
    }

    public Stream<Binding> bindings() {
        var door = new SignedEndpoint(signature, this);
        return Stream.of(FeedWire.PATH, FeedWire.LIST_PATH).map(path -> Binding.get(path, door));
    }

    @Override
    public void handle(Context ctx) {
        Optional<FeedWire.Asked> asked = FeedWire.parse(ctx.queryParamMap());
        if (asked.isEmpty()) {
            Answers.empty(ctx, 400);
            return;
        }
        switch (here.read(asked.get().query(), asked.get().partitions())) {
            case Share.Held<FeedPart>(List<FeedPart> parts) -> {
                ctx.header(FeedWire.OUTCOME, FeedWire.HELD);
                Answers.write(ctx, 200, "text/plain; charset=utf-8", FeedWire.body(parts));
            }
            case Share.NotHeld<FeedPart> _ -> Answers.empty(ctx, NOT_HERE);
        }
    }
}
