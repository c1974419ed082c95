package io.activityledger.timeline.projection;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which partitions' stores of one version of the projection are open in this process?
///
/// Stores enter when they open and leave when they close, on whatever thread Kafka Streams does so;
/// anybody may ask.
public final class OpenStores {

    final ConcurrentMap<Integer, StoreHandle<TimelineLease>> timelines = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, StoreHandle<TimelineLease>> links = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, LinkOrigins> origins = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, StoreHandle<ReferenceLease>> references =
            new ConcurrentHashMap<>();

    OpenStores() {}

    /// The store that holds the timelines of a partition of `activities`; empty where it is not
    /// open here.
    public Optional<StoreHandle<TimelineLease>> timelines(int partition) {
        return Optional.ofNullable(timelines.get(partition));
    }

    /// The same timelines, as far as a partition of `timeline-links` is applied to them.
    public Optional<StoreHandle<TimelineLease>> links(int partition) {
        return Optional.ofNullable(links.get(partition));
    }

    /// From where the links of a partition come, as far as they are applied.
    public Optional<LinkOrigins> origins(int partition) {
        return Optional.ofNullable(origins.get(partition));
    }

    /// The store that knows the contacts, deals and companies of a partition of `references`.
    public Optional<StoreHandle<ReferenceLease>> references(int partition) {
        return Optional.ofNullable(references.get(partition));
    }

    boolean hold(int partition) {
        return timelines.containsKey(partition);
    }

    boolean own(int partition) {
        return timelines(partition).filter(each -> each.role() == Role.ACTIVE).isPresent();
    }
}
