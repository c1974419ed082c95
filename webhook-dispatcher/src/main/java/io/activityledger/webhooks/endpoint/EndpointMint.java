package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.EndpointFacts.Said;
import io.activityledger.webhooks.endpoint.EndpointFacts.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Which endpoint does a request become? It gets its id (UUIDv4), its secret and its time. Decides
/// only; safe for many threads.
public final class EndpointMint {

    private static final int DRAWS = 1_000;
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
                        null,
                        Setting.settings(asked.settings()));
        String sealed = secrets.seal(secret, workspaceId, endpoint.id());
        Map<Setting, Json> settings = new EnumMap<>(Setting.class);
        asked.settings()
                .forEach((setting, value) ->
                        settings.put(setting, onTopic(setting, value, endpoint)));
        return new Minted(
                endpoint, secret, EndpointFacts.created(endpoint, sealed, settings, userId));
    }

    /// The facts that make an endpoint what a request says, in the order of its fields.
    List<Fact> changes(Endpoint endpoint, WebhookChange.Reading.Accepted asked, String userId) {
        var said = new Said(now(), userId);
        List<Fact> facts = new ArrayList<>();
        asked.config()
                .forEach((field, value) ->
                        facts.add(EndpointFacts.config(endpoint, field, value, said)));
        asked.settings()
                .forEach((setting, value) ->
                        facts.add(
                                EndpointFacts.config(
                                        endpoint,
                                        setting.field(),
                                        onTopic(setting, value, endpoint),
                                        said)));
        return facts;
    }

    /// A new secret in place of those that an endpoint has.
    record Rotated(EndpointSecret secret, Instant previousUntil, Fact fact) {}

    /// Its number is above all that are known, and no other instance draws the same at the same
    /// time: both would stand under one key, and one of them would be lost.
    Rotated rotate(Endpoint endpoint, Duration overlap, String userId) {
        Instant now = now();
        long latest = endpoint.secrets().stream().mapToLong(EndpointSecret::number).max().orElse(0);
        long drawn = now.toEpochMilli() * DRAWS + dice.nextInt(DRAWS);
        EndpointSecret secret =
                new EndpointSecret(secrets.mint().text(), Math.max(latest + 1, drawn), Instant.MAX);
        Instant previousUntil = now.plus(overlap);
        String sealed = secrets.seal(secret, endpoint.workspaceId(), endpoint.id());
        Fact fact =
                EndpointFacts.secret(
                        endpoint,
                        new SealedSecret(secret.number(), sealed, previousUntil),
                        new Said(now, userId));
        return new Rotated(secret, previousUntil, fact);
    }

    private Json onTopic(Setting setting, Json value, Endpoint endpoint) {
        return setting == Setting.HEADERS && value instanceof Json.JsonObject
                ? new Json.JsonText(
                        secrets.sealHeaders(
                                JsonWriter.compact(value), endpoint.workspaceId(), endpoint.id()))
                : value;
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
