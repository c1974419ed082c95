package io.activityledger.timeline.live;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.LongAnswer;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.timeline.query.SignedEndpoint;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/// `GET /internal/v1/stream`: tells another instance what comes along lanes held here, and never
/// asks further. Stands on the internal port only.
public final class StreamInternalEndpoint implements Handler {

    private static final int NOT_HERE = 421;

    private final LocalTails here;
    private final StreamSeats seats;
    private final StreamSettings settings;
    private final PeerSignature signature;

    public StreamInternalEndpoint(
            LocalTails here, StreamSeats seats, StreamSettings settings, PeerSignature signature) {
        this.here = here;
        this.seats = seats;
        this.settings = settings;
        this.signature = signature;
    }

    public Binding binding() {
        return Binding.get(LiveWire.PATH, new SignedEndpoint(signature, this));
    }

    @Override
    public void handle(Context ctx) {
        Optional<LiveWire.Asked> asked = LiveWire.parse(ctx.queryParamMap());
        if (asked.isEmpty()) {
            Answers.empty(ctx, 400);
            return;
        }
        if (!seats.take()) {
            Answers.empty(ctx, 503);
            return;
        }
        try {
            var question = asked.get();
            switch (here.open(question.watched(), question.from(), question.lanes())) {
                case Opening.Opened(Tail tail) -> run(ctx, tail);
                case Opening.NotOpened _ -> Answers.empty(ctx, NOT_HERE);
            }
        } finally {
            seats.leave();
        }
    }

    private void run(Context ctx, Tail tail) {
        try (tail;
                var answer =
                        LongAnswer.begin(
                                ctx,
                                "text/plain; charset=utf-8",
                                settings.patience(),
                                tail::wake)) {
            tail.run(
                    new Outlet() {
                        @Override
                        public boolean open() {
                            return answer.open();
                        }

                        @Override
                        public boolean tell(Tidings tidings) {
                            return answer.write(LiveWire.lines(tidings));
                        }
                    });
        }
    }
}
