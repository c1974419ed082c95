package io.activityledger.timeline.projection;

import io.activityledger.schemas.PoisonKind;
import io.activityledger.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/// Which stores are read? Queries ask here, never Kafka Streams: there one restoring partition
/// hides all of its thread's. While the projection is rebuilt, and after, the answer goes on to the
/// next version:
///
/// ```
/// version 1 ── succeeded by ─▶ version 2      partition by partition: the newest that owns it
/// ```
///
/// Anybody may ask.
public final class StoreRegistry {

    private final OpenStores own = new OpenStores();
    private final AtomicReference<List<StoreRegistry>> successor = new AtomicReference<>(List.of());
    private final PoisonCounts poison = new PoisonCounts();

    /// From now on what is active in `newer` is read instead, and what stands here only where
    /// nothing is.
    public void succeededBy(StoreRegistry newer) {
        successor.set(List.of(newer));
    }

    /// Where all stores of a partition are to be looked for: those of two versions do not mix, for
    /// each has come as far as it has come.
    public OpenStores holding(int partition) {
        for (StoreRegistry newer : successor.get()) {
            OpenStores next = newer.holding(partition);
            return next.own(partition) || !own.hold(partition) ? next : own;
        }
        return own;
    }

    private OpenStores latest() {
        return successor.get().stream().findFirst().map(StoreRegistry::latest).orElse(own);
    }

    /// See [OpenStores#timelines(int)].
    public Optional<StoreHandle<TimelineLease>> timelines(int partition) {
        return holding(partition).timelines(partition);
    }

    /// See [OpenStores#links(int)].
    public Optional<StoreHandle<TimelineLease>> links(int partition) {
        return holding(partition).links(partition);
    }

    /// See [OpenStores#references(int)].
    public Optional<StoreHandle<ReferenceLease>> references(int partition) {
        return holding(partition).references(partition);
    }

    /// How many records the owners had to set aside, of this version and of those that follow it.
    public long poisoned(Topics.Topic topic, PoisonKind kind) {
        long next = successor.get().stream().mapToLong(it -> it.poisoned(topic, kind)).sum();
        return poison.count(topic, kind) + next;
    }

    PoisonCounts poison() {
        return poison;
    }

    public List<StoreHandle<TimelineLease>> timelines() {
        return List.copyOf(latest().timelines.values());
    }

    public List<StoreHandle<TimelineLease>> links() {
        return List.copyOf(latest().links.values());
    }

    public List<StoreHandle<ReferenceLease>> references() {
        return List.copyOf(latest().references.values());
    }

    ConcurrentMap<Integer, StoreHandle<TimelineLease>> timelineShelf() {
        return own.timelines;
    }

    ConcurrentMap<Integer, StoreHandle<TimelineLease>> linkShelf() {
        return own.links;
    }

    ConcurrentMap<Integer, LinkOrigins> originShelf() {
        return own.origins;
    }

    ConcurrentMap<Integer, StoreHandle<ReferenceLease>> referenceShelf() {
        return own.references;
    }
}
