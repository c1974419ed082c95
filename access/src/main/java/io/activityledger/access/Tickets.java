package io.activityledger.access;

import io.activityledger.kit.token.TokenSeal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// How does somebody open a door who cannot send a key, such as a browser's `EventSource`? With a
/// ticket in the query, which another request got with the key a moment ago.
///
/// ```
/// ticket = sealed( expires at, in milliseconds 8 | SHA-256 of the key 32 )
/// ```
///
/// It stands for its key: what the key may not do any more, the ticket may not either. No instance
/// keeps it, so any redeems it, and until it expires more than once. Safe for many threads.
public final class Tickets {

    /// For how long a ticket is good.
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final HexFormat HEX = HexFormat.of();

    private final TokenSeal seal;
    private final InstantSource clock;

    public Tickets(TokenSeal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /// What was given out, and until when it is good.
    public record Ticket(String text, Instant expiresAt) {}

    /// One for the key by which `caller` was let in.
    public Ticket issue(Caller caller) {
        Instant expiresAt = Instant.ofEpochMilli(clock.instant().plus(LIFETIME).toEpochMilli());
        byte[] key = HEX.parseHex(caller.key().hex());
        byte[] payload =
                ByteBuffer.allocate(Long.BYTES + key.length)
                        .putLong(expiresAt.toEpochMilli())
                        .put(key)
                        .array();
        return new Ticket(seal.seal(payload, List.of()), expiresAt);
    }

    /// The key it stands for; empty where it is none of ours, or none any more.
    Optional<KeyHash> redeem(String ticket) {
        return seal.open(ticket, List.of()).map(ByteBuffer::wrap).flatMap(this::keyOf);
    }

    private Optional<KeyHash> keyOf(ByteBuffer payload) {
        if (clock.instant().toEpochMilli() >= payload.getLong()) {
            return Optional.empty();
        }
        byte[] key = new byte[payload.remaining()];
        payload.get(key);
        return Optional.of(new KeyHash(HEX.formatHex(key)));
    }
}
