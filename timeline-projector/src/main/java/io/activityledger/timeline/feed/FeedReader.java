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
import io.activityledger.timeline.query.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What do the partitions held here give to a page of the feed? All that are asked for, or nothing.
public final class FeedReader {

    /// The most rows that one page looks at to find those that are wanted, over all partitions.
    private static final int MOST_WALKED = 1_000;

    /// By how much the clocks of those who record may differ at most.
    private static final Duration CLOCKS = Duration.ofHours(24);

    private final StoreRegistry registry;
    private final ReadBarrier barrier;
    private final int partitions;

    /// Reads what the stores of a registry hold.
    ///
    /// @param partitions of `activities`, among which a page's walk is shared out
    public FeedReader(StoreRegistry registry, ReadBarrier barrier, int partitions) {
        this.registry = registry;
        this.barrier = barrier;
        this.partitions = partitions;
    }

    Share<FeedPart> read(FeedQuery query, Collection<Integer> asked) {
        List<Callable<Optional<FeedPart>>> reads = new ArrayList<>();
        for (int partition : asked) {
            reads.add(() -> part(query, partition));
        }
        List<FeedPart> parts = Together.call(reads).stream().flatMap(Optional::stream).toList();
        return parts.size() == asked.size()
                ? new Share.Held<>(parts)
                : new Share.NotHeld<>("not all of partitions " + asked + " are active here");
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

    private Optional<FeedPart> read(
            FeedQuery query, StoreHandle<TimelineLease> store, boolean stale) {
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        long applied = store.appliedOffset();
        int partition = store.partition();
        try (TimelineLease lease = leased.get()) {
            int most = mostRows(query);
            List<RecordedRow> rows = rows(query, lease, new Reach(partition, applied, most));
            List<FeedItem> items = items(query, rows);
            Horizon horizon =
                    rows.size() < most || items.size() == query.limit()
                            ? new Horizon.None()
                            : horizon(query, rows.getLast());
            return Optional.of(new FeedPart(partition, applied, stale, items, horizon));
        } catch (StoreUnreadable damaged) {
            return Optional.empty();
        }
    }

    private int mostRows(FeedQuery query) {
        return query.sieve().picks() ? Math.max(1, MOST_WALKED / partitions) : query.limit();
    }

    /// Up to where a partition is read, and how many rows.
    private record Reach(int partition, long applied, int most) {}

    private static List<RecordedRow> rows(FeedQuery query, TimelineLease lease, Reach reach) {
        var workspace = RowScope.ofWorkspace(query.workspaceId());
        int most = reach.most();
        return switch (query.from()) {
            case FeedFrom.Newest() -> lease.recordedUpTo(workspace, reach.applied(), most);
            case FeedFrom.Before(Positions boundary) ->
                    lease.recordedUpTo(workspace, boundary.offsetIn(reach.partition()), most);
            case FeedFrom.After(Positions boundary) ->
                    lease.recordedAfter(workspace, boundary.offsetIn(reach.partition()), most, most)
                            .rows();
        };
    }

    private static List<FeedItem> items(FeedQuery query, List<RecordedRow> rows) {
        return rows.stream()
                .flatMap(row ->
                        query.sieve().shown(query.workspaceId(), row.row()).stream()
                                .map(json ->
                                        new FeedItem(row.offset(), row.recordedAtMillis(), json)))
                .limit(query.limit())
                .toList();
    }

    /// None where no row behind `last` can be of the time that is wanted.
    private static Horizon horizon(FeedQuery query, RecordedRow last) {
        Condition condition = query.sieve().filter().condition();
        long millis = last.recordedAtMillis();
        boolean over =
                query.from().newestFirst()
                        ? condition.recordedFrom() > millis + CLOCKS.toMillis()
                        : condition.recordedTo() < millis - CLOCKS.toMillis();
        return over ? new Horizon.None() : new Horizon.At(last.offset(), millis);
    }
}
