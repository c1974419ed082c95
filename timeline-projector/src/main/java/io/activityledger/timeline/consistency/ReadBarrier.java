package io.activityledger.timeline.consistency;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.projection.Waited;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// May this read be answered now, so that it misses no write acknowledged before it was asked?
///
/// ```
/// read ─▶ where does the log end now? ─┐
///         highest end heard so far ────┼─ max ─▶ wait until the store has applied it ─▶ Fresh
///         the request's own position ──┘          no answer, or not in time          ─▶ Stale
/// ```
///
/// Any number of threads wait at once, each for its own bounded patience.
public final class ReadBarrier {

    private final LogEnds ends;
    private final CommittedEnds committed;
    private final Duration patience;
    private final BarrierMeters meters;
    private final ConcurrentMap<LogPartition, Long> highestHeard = new ConcurrentHashMap<>();

    public ReadBarrier(
            LogEnds ends, CommittedEnds committed, Duration patience, BarrierMeters meters) {
        this.meters = meters;
        this.ends = ends;
        this.committed = committed;
        this.patience = patience;
    }

    /// Waits until `store`, which follows `partition`, holds what `consistency` asks for.
    public Barrier await(LogPartition partition, Consistency consistency, Projected store) {
        return switch (consistency) {
            case Consistency.Eventual() -> new Barrier.Fresh();
            case Consistency.ReadYourWrites() -> timed(partition, -1, store);
            case Consistency.Including(Positions positions) ->
                    timed(partition, positions.offsetIn(partition.partition()), store);
            case Consistency.UpTo(Position position) -> timed(offsetIn(partition, position), store);
            case Consistency.StandIn() -> standIn(partition, store);
        };
    }

    /// Waits until both hold what `consistency` asks for: `activities` up to a position that it
    /// names, either up to the end of its log, asked for together.
    public Barrier await(Followed activities, Followed links, Consistency consistency) {
        return switch (consistency) {
            case Consistency.Eventual(), Consistency.UpTo _ ->
                    await(activities.place(), consistency, activities.projected());
            case Consistency.StandIn() -> standIn(activities, links);
            case Consistency.ReadYourWrites() -> timed(activities, links, -1);
            case Consistency.Including(Positions positions) ->
                    timed(activities, links, positions.offsetIn(activities.place().partition()));
        };
    }

    private Barrier timed(Followed activities, Followed links, long atLeast) {
        long began = System.nanoTime();
        long deadline = began + patience.toNanos();
        Map<LogPartition, EndOffset> known =
                ends.endsOf(Set.of(activities.place(), links.place()), patience);
        Barrier outcome =
                both(
                        awaitEnd(activities, known, atLeast, deadline),
                        () -> awaitEnd(links, known, -1, deadline));
        meters.waited(outcome, began);
        return outcome;
    }

    /// What has gone is asked for elsewhere; else the worse of the two counts.
    private static Barrier both(Barrier first, Supplier<Barrier> next) {
        return switch (first) {
            case Barrier.Fresh() -> next.get();
            case Barrier.Stale _, Barrier.Gone() -> first;
        };
    }

    private Barrier awaitEnd(
            Followed log, Map<LogPartition, EndOffset> ends, long atLeast, long deadline) {
        EndOffset end = ends.getOrDefault(log.place(), new EndOffset.Unknown("not asked"));
        return awaitEnd(log.place(), end, atLeast, log.projected(), deadline);
    }

    private Barrier timed(LogPartition partition, long atLeast, Projected store) {
        long began = System.nanoTime();
        Barrier outcome = awaitEnd(partition, atLeast, store, began + patience.toNanos());
        meters.waited(outcome, began);
        return outcome;
    }

    private Barrier timed(long offset, Projected store) {
        long began = System.nanoTime();
        Barrier outcome = awaitApplied(offset, began + patience.toNanos(), store);
        meters.waited(outcome, began);
        return outcome;
    }

    private Barrier awaitEnd(LogPartition partition, long atLeast, Projected store, long deadline) {
        return awaitEnd(partition, ends.endOf(partition, patience), atLeast, store, deadline);
    }

    private Barrier awaitEnd(
            LogPartition partition, EndOffset end, long atLeast, Projected store, long deadline) {
        return switch (end) {
            case EndOffset.Unknown(String reason) -> new Barrier.Stale(reason);
            case EndOffset.Known(long known) -> {
                // A client's position counts for its own read only: it may be made up.
                long highest = highestHeard.merge(partition, known - 1, Math::max);
                yield awaitApplied(Math.max(highest, atLeast), deadline, store);
            }
        };
    }

    /// A store that still restores, or has just begun, has less than the owners had: it is no
    /// stand-in. Nothing is waited for.
    private Barrier standIn(LogPartition partition, Projected store) {
        OptionalLong end = committed.committedEndOf(partition);
        return end.orElse(0) == 0 ? new Barrier.Gone() : standIn(end.getAsLong(), store);
    }

    /// It must hold all of both. Of one of them there may be nothing: what came to a partition only
    /// as copies has no activities. Of both, nobody knows whether the group is only beginning.
    private Barrier standIn(Followed activities, Followed links) {
        // In this order: that there are no activities is then not heard before the copies' end.
        OptionalLong copies = committed.committedEndOf(links.place());
        OptionalLong first = committed.committedEndOf(activities.place());
        if (first.isEmpty() || copies.isEmpty() || first.getAsLong() + copies.getAsLong() == 0) {
            return new Barrier.Gone();
        }
        Barrier held = standIn(first.getAsLong(), activities.projected());
        return held instanceof Barrier.Gone ? held : standIn(copies.getAsLong(), links.projected());
    }

    private static Barrier standIn(long end, Projected store) {
        return switch (awaitApplied(end - 1, System.nanoTime(), store)) {
            case Barrier.Fresh() -> new Barrier.Stale("it stands in for the partition's owner");
            case Barrier.Stale _, Barrier.Gone() -> new Barrier.Gone();
        };
    }

    private static Barrier awaitApplied(long offset, long deadline, Projected store) {
        try {
            return switch (store.awaitApplied(offset, deadline)) {
                case Waited.APPLIED -> new Barrier.Fresh();
                case Waited.TIME_OVER -> new Barrier.Stale("the projection trails behind the log");
                case Waited.CLOSED -> new Barrier.Gone();
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Barrier.Stale("interrupted");
        }
    }

    private static long offsetIn(LogPartition partition, Position position) {
        return position.partition() == partition.partition() ? position.offset() : -1;
    }
}
