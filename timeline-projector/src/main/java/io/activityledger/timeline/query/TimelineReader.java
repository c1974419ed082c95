package io.activityledger.timeline.query;

import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.dialects.reevo.ReevoView;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.Barrier;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.Followed;
import io.activityledger.timeline.consistency.LogPartition;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.LinkOrigins;
import io.activityledger.timeline.projection.ReferenceLease;
import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.Row;
import io.activityledger.timeline.projection.Selection;
import io.activityledger.timeline.projection.Slice;
import io.activityledger.timeline.projection.Span;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.StoreUnreadable;
import io.activityledger.timeline.projection.TimelineLease;
import io.activityledger.timeline.projection.TimelineList;
import io.activityledger.timeline.projection.Waited;
import io.activityledger.timeline.query.Reply.Freshness;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What do the rows held here say? Answers only for partitions whose store is active here, or where
/// a stand-in is asked for, and only behind the [ReadBarrier].
///
/// Any number of threads read at once; each holds a lease only while it reads rows.
public final class TimelineReader implements TimelineHost {

    private final StoreRegistry registry;
    private final ReadBarrier barrier;
    private final PageCursors cursors;
    private final Predicate<String> referencesChecked;
    private final int partitions;

    /// @param referencesChecked in which workspaces a subject must be known; elsewhere the timeline
    ///   of one that nobody told of is empty
    /// @param partitions of `activities` and `references`, a power of two
    public TimelineReader(
            StoreRegistry registry,
            ReadBarrier barrier,
            PageCursors cursors,
            Predicate<String> referencesChecked,
            int partitions) {
        this.registry = registry;
        this.barrier = barrier;
        this.cursors = cursors;
        this.referencesChecked = referencesChecked;
        this.partitions = partitions;
    }

    @Override
    public HostReply ask(Asked asked) {
        int partition = asked.question().partition(partitions);
        Optional<StoreHandle<TimelineLease>> store = registry.timelines(partition);
        return asked.consistency() instanceof Consistency.StandIn
                ? store.map(held -> standIn(asked, held)).orElseGet(() -> noCopy(partition))
                : store.filter(each -> each.role() == Role.ACTIVE)
                        .map(owned -> behindBarrier(asked, owned))
                        .orElseGet(() -> notActive(partition));
    }

    /// Whatever its role is: the barrier sees to it that all is there that the owner had committed.
    private HostReply standIn(Asked asked, StoreHandle<TimelineLease> store) {
        long applied = store.appliedOffset();
        HostReply reply = behindBarrier(asked, store);
        return reply instanceof HostReply.Served(Reply held) && applied >= 0
                ? new HostReply.Served(
                        new Reply.StoodIn(held, new Position(store.partition(), applied)))
                : noCopy(store.partition());
    }

    private static HostReply notActive(int partition) {
        return new HostReply.NotServed("partition " + partition + " is not active here");
    }

    private static HostReply noCopy(int partition) {
        return new HostReply.NotServed("no whole copy of partition " + partition + " is here");
    }

    private HostReply behindBarrier(Asked asked, StoreHandle<TimelineLease> store) {
        return switch (barrier(asked, store)) {
            case Barrier.Fresh() -> read(asked, store, Freshness.AS_ASKED);
            case Barrier.Stale _ -> read(asked, store, Freshness.STALE);
            case Barrier.Gone() -> new HostReply.NotServed("the store was closed");
        };
    }

    /// A timeline is the union of two topics; an id lives on one.
    private Barrier barrier(Asked asked, StoreHandle<TimelineLease> store) {
        var activities =
                new Followed(
                        new LogPartition(Topics.ACTIVITIES.name(), store.partition()),
                        store::awaitApplied);
        return switch (asked.question()) {
            case Question.OneActivity _, Question.FirstRecord _ ->
                    barrier.await(activities.place(), asked.consistency(), activities.projected());
            case Question.Timeline question ->
                    registry.links(store.partition())
                            .map(links -> followed(links, question, asked.consistency()))
                            .map(links -> barrier.await(activities, links, asked.consistency()))
                            .orElse(new Barrier.Gone());
        };
    }

    /// The partition's links, which hold those of a write that the reader names as soon as they
    /// have come as far as that.
    private Followed followed(
            StoreHandle<TimelineLease> links, Question.Timeline question, Consistency consistency) {
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
        Optional<LinkOrigins> origins = registry.origins(partition);
        return origins.isEmpty()
                ? Waited.CLOSED
                : origins.get().awaitLinked(write.partition(), write.offset(), deadline);
    }

    private HostReply read(Asked asked, StoreHandle<TimelineLease> store, Freshness freshness) {
        try {
            return switch (asked.question()) {
                case Question.OneActivity question -> one(question, store, freshness);
                case Question.FirstRecord question -> first(question, store, freshness);
                case Question.Timeline question -> {
                    Optional<Rows> rows = rows(question, store);
                    yield rows.isEmpty()
                            ? closed()
                            : page(question, rows.get(), freshness, asked.consistency());
                }
            };
        } catch (StoreUnreadable damaged) {
            return new HostReply.NotServed(String.valueOf(damaged.getMessage()));
        }
    }

    private static HostReply one(
            Question.OneActivity question, StoreHandle<TimelineLease> store, Freshness freshness) {
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return closed();
        }
        long applied = store.appliedOffset();
        try (TimelineLease lease = leased.get()) {
            return lease.byId(question.workspaceId(), question.id())
                    .map(known -> found(body(question, known.row()), freshness))
                    .orElseGet(() -> notFound(freshness, applied));
        }
    }

    private static HostReply first(
            Question.FirstRecord question, StoreHandle<TimelineLease> store, Freshness freshness) {
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return closed();
        }
        long applied = store.appliedOffset();
        try (TimelineLease lease = leased.get()) {
            return lease.byId(question.workspaceId(), question.id())
                    .map(known -> FirstRecordView.found(question, store.partition(), known))
                    .map(body -> found(body, freshness))
                    .orElseGet(() -> notFound(freshness, applied));
        }
    }

    private static byte[] body(Question.OneActivity question, Row row) {
        return switch (question.look()) {
            case LEADLEX -> LeadLexView.single(row.json());
            case NODESTASH -> NodestashView.activity(whole(question, row));
            case REEVO -> ReevoView.activity(whole(question, row));
        };
    }

    private static Activity whole(Question question, Row row) {
        return LeadLexTail.whole(question.workspaceId(), row.json(), row.tail());
    }

    /// The page, whether anything at all stands in the timeline, and how far the log was applied.
    private record Rows(Slice slice, boolean any, long applied) {}

    private static Optional<Rows> rows(
            Question.Timeline question, StoreHandle<TimelineLease> store) {
        PageQuery query = question.query();
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        long applied = store.appliedOffset();
        try (TimelineLease lease = leased.get()) {
            Slice slice =
                    lease.slice(selection(question), query.place(), TimelinePage.rowsFor(query));
            boolean any =
                    slice.total() > 0
                            || (query.filter().leavesOut()
                                    && lease.count(all(question), Span.all()) > 0);
            return Optional.of(new Rows(slice, any, applied));
        }
    }

    private HostReply page(
            Question.Timeline question, Rows rows, Freshness freshness, Consistency consistency) {
        if (rows.any() || !referencesChecked.test(question.workspaceId())) {
            return found(question, rows.slice(), freshness);
        }
        return switch (reference(question, consistency)) {
            case Known.YES -> found(question, rows.slice(), freshness);
            case Known.NO -> notFound(freshness, rows.applied());
            case Known.NO_AS_FAR_AS_SEEN -> notFound(Freshness.STALE, rows.applied());
            case Known.CANNOT_TELL -> closed();
        };
    }

    private enum Known {
        YES,
        NO,
        NO_AS_FAR_AS_SEEN,
        CANNOT_TELL
    }

    /// Whether somebody has told of the subject: only the end of its partition of `references` says
    /// no.
    private Known reference(Question.Timeline question, Consistency consistency) {
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

    private HostReply found(Question.Timeline question, Slice slice, Freshness freshness) {
        return new HostReply.Served(TimelinePage.of(question, slice).answer(cursors, freshness));
    }

    private static Selection selection(Question.Timeline question) {
        Filter filter = question.query().filter();
        List<TimelineList> ofTypes =
                filter.types().stream()
                        .map(type ->
                                TimelineList.ofType(
                                        question.workspaceId(), question.subject(), type))
                        .toList();
        return new Selection(ofTypes.isEmpty() ? List.of(all(question)) : ofTypes, filter.span());
    }

    private static TimelineList all(Question.Timeline question) {
        return TimelineList.of(question.workspaceId(), question.subject());
    }

    private static HostReply found(byte[] body, Freshness freshness) {
        return new HostReply.Served(new Reply.Found(body, freshness));
    }

    private static HostReply notFound(Freshness freshness, long applied) {
        return new HostReply.Served(new Reply.NotFound(freshness, applied));
    }

    private static HostReply closed() {
        return new HostReply.NotServed("the store was closed");
    }
}
