package io.activityledger.access;

import io.activityledger.schemas.Permission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is kept of a key: everything but the key itself.
///
/// @param idempotencyKey of the request that made it, where it had one
/// @param prefix its first characters, by which people tell keys apart
public record StoredKey(
        String workspaceId,
        String id,
        KeyHash hash,
        String prefix,
        String name,
        @Nullable String description,
        Set<Permission> permissions,
        Tier tier,
        String userId,
        @Nullable Instant expiresAt,
        @Nullable String idempotencyKey,
        Instant createdAt) {

    /// The same, made by a request with this idempotency key.
    StoredKey under(String key) {
        return new StoredKey(
                workspaceId,
                id,
                hash,
                prefix,
                name,
                description,
                permissions,
                tier,
                userId,
                expiresAt,
                key,
                createdAt);
    }

    ApiKey opening() {
        return new ApiKey(
                hash,
                new Caller(workspaceId, userId, permissions, tier),
                new Allowance.OfTier(tier),
                ApiKey.Reach.ANYWHERE,
                expiresAt == null ? ApiKey.NEVER : expiresAt);
    }
}
