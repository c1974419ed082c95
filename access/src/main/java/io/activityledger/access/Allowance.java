package io.activityledger.access;

import java.util.List;

/// Where do a key's rate limits stand: with its tier, or with itself?
sealed interface Allowance {

    record OfTier(Tier tier) implements Allowance {}

    record Own(List<RateLimit> limits) implements Allowance {}

    /// What such a key may hand on to keys it creates.
    default Tier tier() {
        return switch (this) {
            case OfTier(Tier tier) -> tier;
            case Own _ -> Tier.STANDARD;
        };
    }
}
