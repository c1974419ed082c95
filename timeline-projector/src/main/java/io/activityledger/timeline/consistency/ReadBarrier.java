package io.activityledger.timeline.consistency;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.timeline.projection.Waited;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
        return switch (ends.endOf(partition, patience)) {
            case EndOffset.Unknown(String reason) -> new Barrier.Stale(reason);
            case EndOffset.Known(long end) -> {
                // A client's position counts for its own read only: it may be made up.
                long highest = highestHeard.merge(partition, end - 1, Math::max);
                yield awaitApplied(Math.max(highest, atLeast), deadline, store);
            }
        };
    }

    /// A store that still restores, or has just begun, has less than the owners had: it is no
    /// stand-in. Nothing is waited for.
    private Barrier standIn(LogPartition partition, Projected store) {
        OptionalLong end = committed.committedEndOf(partition);
        if (end.isEmpty()) {
            return new Barrier.Gone();
        }
        return switch (awaitApplied(end.getAsLong() - 1, System.nanoTime(), store)) {
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
