package io.activityledger.access;

import io.activityledger.schemas.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What does a key open? `hash` is all that is kept of the key itself.
record ApiKey(
        KeyHash hash,
        Caller caller,
        Set<Permission> permissions,
        List<RateLimit> limits,
        Reach reach,
        Instant expiresAt) {

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
        return permissions.contains(needed) ? Optional.empty() : Optional.of(needed);
    }
}
