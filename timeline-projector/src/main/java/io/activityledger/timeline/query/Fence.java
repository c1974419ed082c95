package io.activityledger.timeline.query;

import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.Barrier;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.Followed;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.LinkOrigins;
import io.activityledger.timeline.projection.OpenStores;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.TimelineLease;
import io.activityledger.timeline.projection.Waited;
import java.util.Optional;

/// Has one version's stores of a partition come as far as a question must see?
final class Fence {

    private final OpenStores stores;
    private final ReadBarrier barrier;
    private final int partitions;

    Fence(OpenStores stores, ReadBarrier barrier, int partitions) {
        this.stores = stores;
        this.barrier = barrier;
        this.partitions = partitions;
    }

    /// A timeline is the union of two topics; an id lives on one.
    Barrier await(Asked asked, StoreHandle<TimelineLease> store) {
        var activities =
                new Followed(
                        new LogPartition(Topics.ACTIVITIES.name(), store.partition()),
                        store::awaitApplied);
        return switch (asked.question()) {
            case Question.OneActivity _, Question.FirstRecord _ ->
                    barrier.await(activities.place(), asked.consistency(), activities.projected());
            case Question.OfSubject question ->
                    stores.links(store.partition())
                            .map(links -> followed(links, question, asked.consistency()))
                            .map(links -> barrier.await(activities, links, asked.consistency()))
                            .orElse(new Barrier.Gone());
        };
    }

    /// The partition's links, which hold those of a write that the reader names as soon as they
    /// have come as far as that.
    private Followed followed(
            StoreHandle<TimelineLease> links,
            Question.OfSubject question,
            Consistency consistency) {
        var place = new LogPartition(Topics.TIMELINE_LINKS.name(), links.partition());
        Optional<Position> linked =
                consistency instanceof Consistency.Including(Positions positions)
                        ? positions
                                .linkedTo(question.recordKey())
                                .filter(it -> it.partition() < partitions)
                        : Optional.empty();
        return new Followed(
                place,
                (offset, deadline) -> {
                    Waited applied = links.awaitApplied(offset, deadline);
                    return applied != Waited.APPLIED || linked.isEmpty()
                            ? applied
                            : awaitLinked(links.partition(), linked.get(), deadline);
                });
    }

    private Waited awaitLinked(int partition, Position write, long deadline)
            throws InterruptedException {
        Optional<LinkOrigins> origins = stores.origins(partition);
        return origins.isEmpty()
                ? Waited.CLOSED
                : origins.get().awaitLinked(write.partition(), write.offset(), deadline);
    }
}
