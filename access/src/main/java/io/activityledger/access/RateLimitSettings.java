package io.activityledger.access;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much does each tier allow, among how many instances is that divided, and how many keys are
/// counted at a time?
///
/// @param tracked keys and workspaces whose requests are remembered; beyond these the ones that
///   asked least lately are forgotten, and begin with a full quota
public record RateLimitSettings(
        List<RateLimit> standard, List<RateLimit> high, int instances, int tracked) {

    public RateLimitSettings {
        standard = List.copyOf(standard);
        high = List.copyOf(high);
    }

    /// Reads `<prefix>_STANDARD` and its companions.
    public static RateLimitSettings read(SettingsReader reader, String prefix) {
        return new RateLimitSettings(
                limits(reader, prefix + "_STANDARD", "50/1m,1000/1d", "standard"),
                limits(reader, prefix + "_HIGH", "200/1m,10000/1d", "high"),
                reader.number(
                        prefix + "_INSTANCES",
                        1,
                        Bounds.of(1, 10_000),
                        "Instances that share the requests: each allows its part of every limit."),
                reader.number(
                        prefix + "_TRACKED",
                        100_000,
                        Bounds.of(1, 10_000_000),
                        "Keys and workspaces whose requests are counted at a time."));
    }

    static RateLimitSettings defaults() {
        return read(new SettingsReader(Map.of()), "LEDGER_RATE_LIMIT");
    }

    /// What this instance allows; nothing is limited where there is no limit.
    List<RateLimit> of(Allowance allowance) {
        return shares(
                switch (allowance) {
                    case Allowance.Own(List<RateLimit> limits) -> limits;
                    case Allowance.OfTier(Tier tier) ->
                            switch (tier) {
                                case STANDARD -> standard;
                                case HIGH -> high;
                                case UNMETERED -> List.of();
                            };
                });
    }

    List<RateLimit> shares(List<RateLimit> limits) {
        return instances == 1
                ? limits
                : limits.stream().map(limit -> limit.share(instances)).toList();
    }

    private static List<RateLimit> limits(
            SettingsReader reader, String name, String fallback, String tier) {
        String text =
                reader.text(
                        name,
                        fallback,
                        "Requests in each window for a key of the tier " + tier + ".");
        Optional<List<RateLimit>> limits = RateLimit.parseAll(text);
        if (limits.isEmpty()) {
            reader.reject("%s is '%s': it must be such as 50/1m,1000/1d.".formatted(name, text));
        }
        return limits.orElse(List.of());
    }
}
