package io.activityledger.webhooks.trial;

import io.activityledger.dialects.Refusal;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointSearch;
import io.activityledger.webhooks.endpoint.EndpointSearch.Found;
import io.activityledger.webhooks.endpoint.Refusals;
import io.activityledger.webhooks.receiver.Reply;
import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// What does a receiver say to a sample? Sent as a delivery is, by the same client with the same
/// checks, but once, at once, whether or not the endpoint is active, and kept nowhere.
///
/// Safe for many threads; blocks its caller, a virtual one, for one attempt. Beyond the bound on
/// samples at a time nobody waits.
public final class Trial {

    /// Whoever asks waits for the answer, and so does what stands between.
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int ID_BYTES = 16;

    private final EndpointSearch search;
    private final Function<Shipment, Reply> receivers;
    private final Chance chance;
    private final Semaphore places;

    /// Where time and ids come from.
    ///
    /// @param dice good enough for ids, and safe to be shared by threads
    public record Chance(InstantSource clock, RandomGenerator dice) {}

    /// @param most samples at a time
    public Trial(
            EndpointSearch search, Function<Shipment, Reply> receivers, Chance chance, int most) {
        this.search = search;
        this.receivers = receivers;
        this.chance = chance;
        this.places = new Semaphore(most);
    }

    /// What came of a request.
    sealed interface Tried {

        record Sent(String deliveryId, String webhookId, Reply reply, Duration took)
                implements Tried {}

        record Refused(Refusal refusal) implements Tried {}

        /// Nothing was sent: ask again.
        record Unavailable(Refusal refusal, Duration retryAfter) implements Tried {}
    }

    Tried of(String workspaceId, String idInPath) {
        return switch (search.one(workspaceId, idInPath)) {
            case Found.Current<Endpoint>(Endpoint endpoint) -> withinBounds(endpoint);
            case Found.Stale<Endpoint>(Endpoint endpoint) -> withinBounds(endpoint);
            case Found.Missing<Endpoint> _ -> new Tried.Refused(Refusals.notFound());
            case Found.Unavailable<Endpoint>(var refusal, var retryAfter) ->
                    new Tried.Unavailable(refusal, retryAfter);
        };
    }

    private Tried withinBounds(Endpoint endpoint) {
        if (!places.tryAcquire()) {
            return new Tried.Unavailable(Refusals.tooManyTests(), Duration.ofSeconds(1));
        }
        try {
            return sent(endpoint);
        } finally {
            places.release();
        }
    }

    private Tried sent(Endpoint endpoint) {
        Instant at = chance.clock().instant();
        Duration own = endpoint.settings().timeoutOr(LONGEST);
        var shipment =
                new Shipment(
                        endpoint.workspaceId(),
                        endpoint.url(),
                        webhookId(),
                        newId(),
                        at,
                        endpoint.secretsAt(at),
                        Sample.body(endpoint.workspaceId(), at),
                        own.compareTo(LONGEST) < 0 ? own : LONGEST,
                        endpoint.settings().headers());
        long began = System.nanoTime();
        Reply reply = receivers.apply(shipment);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Tried.Sent(shipment.deliveryId(), shipment.webhookId(), reply, took);
    }

    private String webhookId() {
        byte[] id = new byte[ID_BYTES];
        chance.dice().nextBytes(id);
        return "msg_" + HexFormat.of().formatHex(id);
    }

    /// A UUID of version 4.
    private String newId() {
        long most = (chance.dice().nextLong() & ~0xF000L) | 0x4000L;
        long least = (chance.dice().nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(most, least).toString();
    }
}
