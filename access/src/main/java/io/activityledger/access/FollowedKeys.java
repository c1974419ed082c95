package io.activityledger.access;

import io.activityledger.kit.kafka.CaughtUp;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Who holds this key, as the topic says? A key that is not known here may have been made a moment
/// ago elsewhere: the topic is read to its end once before it is refused.
///
/// ```
/// known ─▶ found     no key of our making ─▶ unknown     refused lately ─▶ unknown
/// else, within the budget: catch up ─▶ found or unknown (remembered)    beyond it, or Kafka away ─▶ untold
/// ```
///
/// So that made-up keys cost Kafka nothing: at most [#CATCH_UPS_A_SECOND], whatever is sent. Safe
/// for many threads.
final class FollowedKeys implements Keys {

    static final int CATCH_UPS_A_SECOND = 50;
    static final int MOST_REFUSED = 10_000;

    private final Supplier<KeyDirectory> directory;
    private final Supplier<CaughtUp> catchUp;
    private final Bucket budget =
            Bucket.builder()
                    .addLimit(limit ->
                            limit.capacity(CATCH_UPS_A_SECOND)
                                    .refillGreedy(CATCH_UPS_A_SECOND, Duration.ofSeconds(1)))
                    .build();
    private final Refused refused = new Refused();

    /// @param catchUp reads what stands on the topic now; takes bounded time
    FollowedKeys(Supplier<KeyDirectory> directory, Supplier<CaughtUp> catchUp) {
        this.directory = directory;
        this.catchUp = catchUp;
    }

    @Override
    public Lookup find(String presented) {
        KeyHash hash = KeyHash.of(presented);
        Optional<ApiKey> known = directory.get().find(hash);
        if (known.isPresent()) {
            return new Lookup.Found(known.get());
        }
        if (!KeyMint.isOurs(presented) || refused.holds(hash)) {
            return new Lookup.Unknown();
        }
        return budget.tryConsume(1)
                ? afterCatchingUp(hash)
                : new Lookup.Untold("Too many unknown keys are being looked up");
    }

    @Override
    public Lookup find(KeyHash known) {
        return directory
                .get()
                .find(known)
                .<Lookup>map(Lookup.Found::new)
                .orElseGet(Lookup.Unknown::new);
    }

    private Lookup afterCatchingUp(KeyHash hash) {
        return switch (catchUp.get()) {
            case CaughtUp.Unread(String reason) -> new Lookup.Untold(reason);
            case CaughtUp.Behind(String reason) -> new Lookup.Untold(reason);
            case CaughtUp.Current _ -> {
                Optional<ApiKey> known = directory.get().find(hash);
                if (known.isPresent()) {
                    yield new Lookup.Found(known.get());
                }
                refused.add(hash);
                yield new Lookup.Unknown();
            }
        };
    }

    /// Keys that were refused lately. A key is made of chance: what was nobody's key will not
    /// become somebody's.
    private static final class Refused {

        private final Map<KeyHash, Boolean> hashes =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<KeyHash, Boolean> eldest) {
                        return size() > MOST_REFUSED;
                    }
                };

        synchronized boolean holds(KeyHash hash) {
            return hashes.containsKey(hash);
        }

        synchronized void add(KeyHash hash) {
            hashes.put(hash, true);
        }
    }
}
