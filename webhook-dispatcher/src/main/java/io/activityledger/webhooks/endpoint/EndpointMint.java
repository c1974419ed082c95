package io.activityledger.webhooks.endpoint;

import io.activityledger.schemas.Fact;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Which endpoint does a request become? It gets its id (UUIDv4), its secret and its time. Decides
/// only; safe for many threads.
public final class EndpointMint {

    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final EndpointSecrets secrets;
    private final InstantSource clock;
    private final RandomGenerator dice;

    /// `dice` are safe to be shared by threads.
    public EndpointMint(EndpointSecrets secrets, InstantSource clock, RandomGenerator dice) {
        this.secrets = secrets;
        this.clock = clock;
        this.dice = dice;
    }

    /// A new endpoint and the fact that makes it one.
    record Minted(Endpoint endpoint, EndpointSecret secret, Fact fact) {}

    Minted mint(
            WebhookRequest.Reading.Accepted asked,
            String workspaceId,
            String userId,
            List<Long> from) {
        EndpointSecret secret = secrets.mint();
        Endpoint endpoint =
                new Endpoint(
                        workspaceId,
                        id(),
                        asked.url(),
                        asked.events(),
                        asked.description().isEmpty() ? null : asked.description(),
                        asked.active(),
                        List.of(secret),
                        from,
                        now(),
                        null);
        String sealed = secrets.seal(secret, workspaceId, endpoint.id());
        return new Minted(endpoint, secret, EndpointFacts.created(endpoint, sealed, userId));
    }

    /// In milliseconds, as facts keep it.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String id() {
        return new UUID(
                        (dice.nextLong() & ~VERSION_MASK) | VERSION_4,
                        (dice.nextLong() & ~VARIANT_MASK) | VARIANT)
                .toString();
    }
}
