package io.activityledger.access;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How is a key made? `wbk_live_` and 32 characters of base 62, about 190 bits of chance.
///
/// Safe for many threads, as its dice are.
public final class KeyMint {

    private static final String PREFIX = "wbk_live_";
    private static final int LENGTH = 32;
    private static final int SHOWN = PREFIX.length() + 4;
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile("wbk_live_[0-9A-Za-z]{32}");

    private final RandomGenerator dice;
    private final InstantSource clock;

    /// @param dice good enough for secrets
    public KeyMint(RandomGenerator dice, InstantSource clock) {
        this.dice = dice;
        this.clock = clock;
    }

    /// What is asked for.
    ///
    /// @param userId a fresh one where absent
    public record Wanted(
            String workspaceId,
            String name,
            @Nullable String description,
            Set<Permission> permissions,
            Tier tier,
            @Nullable String userId,
            @Nullable Instant expiresAt) {}

    /// A key, shown here for the only time, and the fact that makes it one.
    public record Minted(String key, StoredKey stored, Fact created) {

        /// The same, made by a request of `by` with this idempotency key.
        public Minted under(String idempotencyKey, String by) {
            StoredKey known = stored.under(idempotencyKey);
            return new Minted(key, known, KeyFacts.created(known, by));
        }

        @Override
        public String toString() {
            return "Minted[" + stored.prefix() + "]";
        }
    }

    public Minted mint(Wanted wanted, String by) {
        String key = key();
        var stored =
                new StoredKey(
                        wanted.workspaceId(),
                        uuid().toString(),
                        KeyHash.of(key),
                        key.substring(0, SHOWN),
                        wanted.name(),
                        wanted.description(),
                        wanted.permissions(),
                        wanted.tier(),
                        Objects.requireNonNullElseGet(wanted.userId(), () -> uuid().toString()),
                        wanted.expiresAt(),
                        null,
                        Instant.ofEpochMilli(clock.millis()));
        return new Minted(key, stored, KeyFacts.created(stored, by));
    }

    /// Whether a text can be a key of this mint's at all.
    static boolean isOurs(String presented) {
        return FORM.matcher(presented).matches();
    }

    private String key() {
        var key = new StringBuilder(PREFIX);
        for (int at = 0; at < LENGTH; at++) {
            key.append(ALPHABET.charAt(dice.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    private UUID uuid() {
        long high = (dice.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (dice.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
