package io.activityledger.timeline.query;

import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.Barrier;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.ReferenceLease;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import java.util.Optional;

/// Has anybody told of a subject? Only the end of its partition of `references` says no.
///
/// Safe for many threads.
final class KnownSubjects {

    private final StoreRegistry registry;
    private final ReadBarrier barrier;
    private final int partitions;

    KnownSubjects(StoreRegistry registry, ReadBarrier barrier, int partitions) {
        this.registry = registry;
        this.barrier = barrier;
        this.partitions = partitions;
    }

    enum Known {
        YES,
        NO,
        NO_AS_FAR_AS_SEEN,
        CANNOT_TELL
    }

    Known look(Question.OfSubject question, Consistency consistency) {
        if (question.subject().kind() == Subject.Kind.ENTITY) {
            return Known.YES;
        }
        int partition = question.partition(partitions);
        Optional<StoreHandle<ReferenceLease>> store = registry.references(partition);
        if (store.isEmpty()) {
            return Known.CANNOT_TELL;
        }
        byte[] key = question.recordKey().bytes();
        Known atOnce = lookUp(store.get(), key);
        if (atOnce != Known.NO || consistency instanceof Consistency.Eventual) {
            return atOnce;
        }
        var place = new LogPartition(Topics.REFERENCES.name(), partition);
        var toItsEnd =
                consistency instanceof Consistency.StandIn
                        ? consistency
                        : new Consistency.ReadYourWrites();
        return switch (barrier.await(place, toItsEnd, store.get()::awaitApplied)) {
            case Barrier.Fresh() -> lookUp(store.get(), key);
            case Barrier.Stale _ ->
                    lookUp(store.get(), key) == Known.YES ? Known.YES : Known.NO_AS_FAR_AS_SEEN;
            case Barrier.Gone() -> Known.CANNOT_TELL;
        };
    }

    private static Known lookUp(StoreHandle<ReferenceLease> store, byte[] key) {
        Optional<ReferenceLease> leased = store.lease();
        if (leased.isEmpty()) {
            return Known.CANNOT_TELL;
        }
        try (ReferenceLease lease = leased.get()) {
            return lease.exists(key) ? Known.YES : Known.NO;
        }
    }
}
