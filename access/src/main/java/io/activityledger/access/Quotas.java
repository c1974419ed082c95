package io.activityledger.access;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Whose requests are counted? As many owners as are allowed; beyond these, the quarter that asked
/// least lately is forgotten. Safe for many threads.
final class Quotas {

    private final int tracked;
    private final InstantSource clock;
    private final Map<Owner, Quota> quotas = new ConcurrentHashMap<>();

    Quotas(int tracked, InstantSource clock) {
        this.tracked = tracked;
        this.clock = clock;
    }

    /// The quota of an owner, who begins anew when the limits change.
    Quota of(String name, List<RateLimit> limits) {
        Owner owner = new Owner(name, limits);
        Quota known = quotas.get(owner);
        return known == null ? counted(owner) : known;
    }

    int size() {
        return quotas.size();
    }

    private Quota counted(Owner owner) {
        if (quotas.size() >= tracked) {
            forgetSome();
        }
        return quotas.computeIfAbsent(owner, _ -> new Quota(owner.limits(), clock));
    }

    private synchronized void forgetSome() {
        if (quotas.size() < tracked) {
            return;
        }
        quotas.entrySet().stream()
                .map(each -> new Asked(each.getKey(), each.getValue().lastAsked()))
                .sorted(Comparator.comparingLong(Asked::at))
                .limit(Math.max(1, tracked / 4))
                .map(Asked::owner)
                .toList()
                .forEach(quotas::remove);
    }

    private record Owner(String name, List<RateLimit> limits) {}

    private record Asked(Owner owner, long at) {}
}
