package io.activityledger.access;

import io.activityledger.schemas.Permission;
import java.util.EnumSet;
import java.util.List;

/// Which key does everybody know? `wbk_dev`, of the workspace `dev`: it may do everything, without
/// limit, and only from this machine. Nothing but `./ledger dev` puts it on the ring.
public final class DevelopmentKey {

    public static final String KEY = "wbk_dev";
    public static final String WORKSPACE = "dev";
    private static final String USER = "00000000-0000-4000-8000-000000000d0e";

    private DevelopmentKey() {}

    public static KeyRing ring() {
        return KeyRing.of(
                List.of(
                        new ApiKey(
                                KeyHash.of(KEY),
                                new Caller(
                                        WORKSPACE,
                                        USER,
                                        EnumSet.allOf(Permission.class),
                                        Tier.UNMETERED),
                                new Allowance.OfTier(Tier.UNMETERED),
                                ApiKey.Reach.LOOPBACK_ONLY,
                                ApiKey.NEVER)));
    }
}
