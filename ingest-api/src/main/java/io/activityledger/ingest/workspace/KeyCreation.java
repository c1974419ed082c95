package io.activityledger.ingest.workspace;

import io.activityledger.access.Caller;
import io.activityledger.access.KeyDirectory;
import io.activityledger.access.KeyFacts;
import io.activityledger.access.KeyMint;
import io.activityledger.access.KeyMint.Minted;
import io.activityledger.access.StoredKey;
import io.activityledger.dialects.Refusal;
import io.activityledger.ingest.deduplication.IdempotencyKey.Given;
import io.activityledger.kit.kafka.CaughtUp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// How does a request become an API key, one for each idempotency key?
///
/// ```
/// no key ────────────────────────────▶ room left? ─▶ fact ─▶ Made
/// key ─▶ topic read ─▶ used before? no ─▶ room left? ─▶ fact ─▶ first on the log? ─▶ Made
///         └ 503          └ 409                            └ Unverified   └ not: revoked again, 409
/// ```
///
/// A key is shown once and only its hash is kept, so who sends a request again cannot be given the
/// key again: it is told which one was made. Safe for many threads; blocks its caller.
public final class KeyCreation {

    private final WorkspaceLimits limits;
    private final House house;
    private final KeyMint mint;
    private final FactLog log;
    private final InstantSource clock;

    /// Which keys there are.
    ///
    /// @param newest reads what stands on the topic of keys now
    public record House(Supplier<KeyDirectory> keys, Supplier<CaughtUp> newest) {}

    public KeyCreation(
            WorkspaceLimits limits,
            House house,
            KeyMint mint,
            KafkaFactLog log,
            InstantSource clock) {
        this.limits = limits;
        this.house = house;
        this.mint = mint;
        this.log = log;
        this.clock = clock;
    }

    /// What came of asking for a key.
    sealed interface Outcome {}

    record Made(Minted minted) implements Outcome {}

    /// It stands, but whether another was made under the same idempotency key nobody could say.
    record Unverified(Minted minted) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}

    record Unavailable(Refusal refusal, Duration retryAfter) implements Outcome {}

    Outcome create(KeyMint.Wanted wanted, Caller caller, Given given) {
        return given instanceof Given.One(var key)
                ? once(wanted, caller, key.text())
                : unlessFull(caller).orElseGet(() -> made(mint.mint(wanted, caller.userId())));
    }

    private Outcome once(KeyMint.Wanted wanted, Caller caller, String idempotencyKey) {
        if (!(house.newest().get() instanceof CaughtUp.Current)) {
            var refusal = Refusals.logUnavailable("Whether the key was used before is not known");
            return new Unavailable(refusal, limits.patience());
        }
        Optional<StoredKey> before = first(caller, idempotencyKey);
        return before.isPresent()
                ? new Refused(Refusals.madeBefore(before.get().id()))
                : unlessFull(caller)
                        .orElseGet(() ->
                                firstOfAll(
                                        mint.mint(wanted, caller.userId())
                                                .under(idempotencyKey, caller.userId()),
                                        caller));
    }

    /// What stands is answered even where it does not count here yet: the key could not be shown
    /// again, and an unknown key is looked for at the topic's end.
    private Outcome made(Minted minted) {
        return switch (log.say(minted.created())) {
            case FactLog.Said.Counts _, FactLog.Said.Stands _ -> new Made(minted);
            case FactLog.Said.Unavailable(var retryAfter, String reason) ->
                    new Unavailable(Refusals.logUnavailable(reason), retryAfter);
        };
    }

    private Outcome firstOfAll(Minted minted, Caller caller) {
        return switch (log.say(minted.created())) {
            case FactLog.Said.Counts _ -> ofThoseThatStand(minted, caller);
            case FactLog.Said.Stands _ -> new Unverified(minted);
            case FactLog.Said.Unavailable(var retryAfter, String reason) ->
                    new Unavailable(Refusals.logUnavailable(reason), retryAfter);
        };
    }

    /// Of two that were made at once, the one that the log took first stays.
    private Outcome ofThoseThatStand(Minted minted, Caller caller) {
        StoredKey own = minted.stored();
        String idempotencyKey = String.valueOf(own.idempotencyKey());
        String first = first(caller, idempotencyKey).map(StoredKey::id).orElse(own.id());
        if (first.equals(own.id())) {
            return new Made(minted);
        }
        log.say(KeyFacts.revoked(own, clock.instant(), caller.userId()));
        return new Refused(Refusals.madeBefore(first));
    }

    private Optional<StoredKey> first(Caller caller, String idempotencyKey) {
        return house.keys().get().firstUnder(caller.workspaceId(), idempotencyKey);
    }

    private Optional<Outcome> unlessFull(Caller caller) {
        return house.keys().get().of(caller.workspaceId()).size() < limits.keysPerWorkspace()
                ? Optional.empty()
                : Optional.of(new Refused(Refusals.tooManyKeys(limits.keysPerWorkspace())));
    }
}
