package io.activityledger.access;

import io.activityledger.schemas.Permission;
import java.util.Set;

/// On whose behalf is a request made, and what may it do? `userId` becomes `created_by_user_id`.
///
/// @param tier the highest one that it may hand on to keys it creates
/// @param key by which it was let in
public record Caller(
        String workspaceId, String userId, Set<Permission> permissions, Tier tier, KeyHash key) {

    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /// Somebody who was let in by other means than permissions.
    public Caller(String workspaceId, String userId) {
        this(workspaceId, userId, Set.of(), Tier.STANDARD);
    }

    public Caller(String workspaceId, String userId, Set<Permission> permissions, Tier tier) {
        this(workspaceId, userId, permissions, tier, KeyHash.NONE);
    }

    Caller letInBy(KeyHash with) {
        return new Caller(workspaceId, userId, permissions, tier, with);
    }
}
