package io.activityledger.access;

import io.activityledger.schemas.Permission;
import java.time.Instant;
import java.util.Optional;

/// What does a key open? `hash` is all that is kept of the key itself.
record ApiKey(KeyHash hash, Caller caller, Allowance allowance, Reach reach, Instant expiresAt) {

    ApiKey {
        caller = caller.letInBy(hash);
    }

    /// From where a key may be used.
    enum Reach {
        ANYWHERE,
        LOOPBACK_ONLY
    }

    static final Instant NEVER = Instant.MAX;

    boolean usableAt(Instant now, boolean fromLoopback) {
        return now.isBefore(expiresAt) && (reach == Reach.ANYWHERE || fromLoopback);
    }

    Optional<Permission> missing(Permission needed) {
        return caller.permissions().contains(needed) ? Optional.empty() : Optional.of(needed);
    }
}
