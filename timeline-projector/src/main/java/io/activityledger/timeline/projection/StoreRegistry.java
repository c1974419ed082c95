package io.activityledger.timeline.projection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which partitions' stores are open in this process, and how does each stand? Queries ask here,
/// never Kafka Streams: there one restoring partition hides all of its thread's.
///
/// Stores enter when they open and leave when they close, on whatever thread Kafka Streams does so;
/// anybody may ask.
public final class StoreRegistry {

    private final ConcurrentMap<Integer, StoreHandle<TimelineLease>> timelines =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, StoreHandle<TimelineLease>> links =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, LinkOrigins> origins = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, StoreHandle<ReferenceLease>> references =
            new ConcurrentHashMap<>();

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

    public List<StoreHandle<TimelineLease>> timelines() {
        return List.copyOf(timelines.values());
    }

    public List<StoreHandle<TimelineLease>> links() {
        return List.copyOf(links.values());
    }

    public List<StoreHandle<ReferenceLease>> references() {
        return List.copyOf(references.values());
    }

    ConcurrentMap<Integer, StoreHandle<TimelineLease>> timelineShelf() {
        return timelines;
    }

    ConcurrentMap<Integer, StoreHandle<TimelineLease>> linkShelf() {
        return links;
    }

    ConcurrentMap<Integer, LinkOrigins> originShelf() {
        return origins;
    }

    ConcurrentMap<Integer, StoreHandle<ReferenceLease>> referenceShelf() {
        return references;
    }
}
