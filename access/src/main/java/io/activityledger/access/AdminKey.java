package io.activityledger.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/// With which key are the first keys made? One that the environment names: it may do everything in
/// its workspace, without limit, for as long as the environment names it.
final class AdminKey {

    /// Shorter ones could be guessed.
    static final int SHORTEST = 24;

    private AdminKey() {}

    static KeyRing ring(String key, String workspaceId) {
        String user = UUID.nameUUIDFromBytes(KeyHash.of(key).hex().getBytes(UTF_8)).toString();
        return KeyRing.of(
                List.of(
                        new ApiKey(
                                KeyHash.of(key),
                                new Caller(
                                        workspaceId,
                                        user,
                                        EnumSet.allOf(Permission.class),
                                        Tier.UNMETERED),
                                new Allowance.OfTier(Tier.UNMETERED),
                                ApiKey.Reach.ANYWHERE,
                                ApiKey.NEVER)));
    }
}
