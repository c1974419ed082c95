package io.activityledger.timeline.feed;

import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.Barrier;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.RecordedRow;
import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.RowScope;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.StoreUnreadable;
import io.activityledger.timeline.projection.TimelineLease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What do the partitions held here give to a page of the feed? All that are asked for, or nothing.
public final class FeedReader {

    private final StoreRegistry registry;
    private final ReadBarrier barrier;

    public FeedReader(StoreRegistry registry, ReadBarrier barrier) {
        this.registry = registry;
        this.barrier = barrier;
    }

    Share<FeedPart> read(FeedQuery query, Collection<Integer> partitions) {
        List<Callable<Optional<FeedPart>>> reads = new ArrayList<>();
        for (int partition : partitions) {
            reads.add(() -> part(query, partition));
        }
        List<FeedPart> parts = Together.call(reads).stream().flatMap(Optional::stream).toList();
        return parts.size() == partitions.size()
                ? new Share.Held<>(parts)
                : new Share.NotHeld<>("not all of partitions " + partitions + " are active here");
    }

    private Optional<FeedPart> part(FeedQuery query, int partition) {
        return registry.timelines(partition)
                .filter(each -> each.role() == Role.ACTIVE)
                .flatMap(store -> behindBarrier(query, store));
    }

    private Optional<FeedPart> behindBarrier(FeedQuery query, StoreHandle<TimelineLease> store) {
        var place = new LogPartition(Topics.ACTIVITIES.name(), store.partition());
        return switch (barrier.await(place, query.consistency(), store::awaitApplied)) {
            case Barrier.Fresh() -> read(query, store, false);
            case Barrier.Stale _ -> read(query, store, true);
            case Barrier.Gone() -> Optional.empty();
        };
    }

    private static Optional<FeedPart> read(
            FeedQuery query, StoreHandle<TimelineLease> store, boolean stale) {
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        long applied = store.appliedOffset();
        try (TimelineLease lease = leased.get()) {
            List<FeedItem> items =
                    rows(query, lease, store.partition(), applied).stream()
                            .map(FeedReader::item)
                            .toList();
            return Optional.of(new FeedPart(store.partition(), applied, stale, items));
        } catch (StoreUnreadable damaged) {
            return Optional.empty();
        }
    }

    private static List<RecordedRow> rows(
            FeedQuery query, TimelineLease lease, int partition, long applied) {
        var workspace = RowScope.ofWorkspace(query.workspaceId());
        int limit = query.limit();
        return switch (query.from()) {
            case FeedFrom.Newest() -> lease.recordedUpTo(workspace, applied, limit);
            case FeedFrom.Before(Positions boundary) ->
                    lease.recordedUpTo(workspace, boundary.offsetIn(partition), limit);
            case FeedFrom.After(Positions boundary) ->
                    lease.recordedAfter(workspace, boundary.offsetIn(partition), limit, limit)
                            .rows();
        };
    }

    private static FeedItem item(RecordedRow row) {
        return new FeedItem(row.offset(), row.recordedAtMillis(), row.row().json());
    }
}
