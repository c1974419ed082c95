package io.activityledger.webhooks.delivery;

import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.endpoint.EndpointSettings;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import io.activityledger.webhooks.receiver.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// A receiver whose day is written down: spells of hanging, failing and being well.
final class SimulatedReceiver {

    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final List<EndpointSecret> SECRETS =
            List.of(new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODw=="));

    private final LaneKey key;
    private final List<Spell> spells;
    private final Promise promise;
    private final EndpointSettings settings;
    private final Random dice;
    private Endpoint endpoint;

    enum Mode {
        WELL,
        SLOW,
        HANGING,
        FAILING,
        REFUSING,
        BUSY,
        GONE
    }

    record Spell(long fromMillis, long untilMillis, Mode mode) {}

    record Reply(Answer answer, long tookMillis) {}

    /// What its endpoint is set to, and the house therefore has to keep.
    ///
    /// @param rate calls a second; [Pace#UNLIMITED] for no bound
    /// @param most calls at a time
    record Promise(Ordering ordering, int rate, int most) {

        static final Promise USUAL =
                new Promise(Ordering.NONE, Pace.UNLIMITED, SimulatedHold.PLACES_EACH);

        private EndpointSettings settings() {
            EndpointSettings usual = EndpointSettings.usual();
            return new EndpointSettings(
                    usual.filter(),
                    rate == Pace.UNLIMITED ? null : rate,
                    most,
                    ordering,
                    usual.headers(),
                    null,
                    null);
        }
    }

    SimulatedReceiver(LaneKey key, List<Spell> spells, Promise promise, Random dice) {
        this(key, spells, promise, promise, dice);
    }

    /// Of one whose endpoint is `set` to something else than is `expected`, a house must be told.
    SimulatedReceiver(LaneKey key, List<Spell> spells, Promise expected, Promise set, Random dice) {
        this.key = key;
        this.promise = expected;
        this.settings = set.settings();
        this.spells = spells;
        this.dice = dice;
        this.endpoint = endpoint(true);
    }

    LaneKey key() {
        return key;
    }

    Promise promise() {
        return promise;
    }

    boolean wantsOrder() {
        return promise.ordering() == Ordering.PER_SUBJECT;
    }

    /// Who wants order may have to wait for the one before.
    int mostAtOnce() {
        return wantsOrder() ? 1 : Math.min(promise.most(), SimulatedHold.PLACES_EACH);
    }

    /// Whether what comes while it has a place free is to be sent at once.
    boolean isPrompt() {
        return spells.isEmpty() && promise.rate() == Pace.UNLIMITED;
    }

    Mode mode(long nowMillis) {
        return spells.stream()
                .filter(it -> it.fromMillis() <= nowMillis && nowMillis < it.untilMillis())
                .map(Spell::mode)
                .findFirst()
                .orElse(Mode.WELL);
    }

    void deactivate() {
        endpoint = endpoint(false);
    }

    Reply call(long nowMillis) {
        long quick = 2L + dice.nextInt(60);
        return switch (mode(nowMillis)) {
            case WELL -> new Reply(answered(200), quick);
            case SLOW -> new Reply(answered(200), 3_000 + dice.nextInt(9_000));
            case HANGING ->
                    new Reply(
                            new Answer.Unanswered(Answer.Failure.TIMEOUT, "no answer"),
                            TIMEOUT.toMillis());
            case FAILING -> new Reply(answered(500), quick);
            case REFUSING ->
                    new Reply(
                            new Answer.Unanswered(Answer.Failure.CONNECTION_REFUSED, "refused"), 1);
            case BUSY -> new Reply(busy(nowMillis + quick), quick);
            case GONE -> new Reply(answered(410), quick);
        };
    }

    Endpoint endpoint() {
        return endpoint;
    }

    private Endpoint endpoint(boolean active) {
        return new Endpoint(
                key.workspaceId(),
                key.endpointId(),
                URI.create("https://receiver.example/hook"),
                List.of("activity.created"),
                null,
                active,
                SECRETS,
                List.of(0L),
                Instant.EPOCH,
                null,
                settings);
    }

    private Answer busy(long nowMillis) {
        Instant before = Instant.ofEpochMilli(nowMillis + 1_000L * dice.nextInt(600));
        return new Answer.Answered(
                dice.nextBoolean() ? 429 : 503, "", new Answer.RetryAfter.Not(before));
    }

    private static Answer answered(int status) {
        return new Answer.Answered(status, "", new Answer.RetryAfter.Unnamed());
    }
}
