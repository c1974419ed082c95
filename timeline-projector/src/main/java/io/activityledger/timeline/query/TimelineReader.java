package io.activityledger.timeline.query;

import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.dialects.reevo.ReevoView;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;
import io.activityledger.timeline.consistency.Barrier;
import io.activityledger.timeline.consistency.Consistency;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.OpenStores;
import io.activityledger.timeline.projection.Role;
import io.activityledger.timeline.projection.Row;
import io.activityledger.timeline.projection.Selection;
import io.activityledger.timeline.projection.Slice;
import io.activityledger.timeline.projection.Span;
import io.activityledger.timeline.projection.StoreHandle;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.StoreUnreadable;
import io.activityledger.timeline.projection.Tally;
import io.activityledger.timeline.projection.TimelineLease;
import io.activityledger.timeline.projection.TimelineList;
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
    private final KnownSubjects references;
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
        this.references = new KnownSubjects(registry, barrier, partitions);
        this.partitions = partitions;
    }

    @Override
    public HostReply ask(Asked asked) {
        int partition = asked.question().partition(partitions);
        OpenStores stores = registry.holding(partition);
        Optional<StoreHandle<TimelineLease>> store = stores.timelines(partition);
        var fence = new Fence(stores, barrier, partitions);
        return asked.consistency() instanceof Consistency.StandIn
                ? store.map(held -> standIn(asked, held, fence)).orElseGet(() -> noCopy(partition))
                : store.filter(each -> each.role() == Role.ACTIVE)
                        .map(owned -> behind(fence, asked, owned))
                        .orElseGet(() -> notActive(partition));
    }

    /// Whatever its role is: the barrier sees to it that all is there that the owner had committed.
    /// Where that is no activity but copies only, there is no position to tell.
    private HostReply standIn(Asked asked, StoreHandle<TimelineLease> store, Fence fence) {
        long applied = store.appliedOffset();
        return switch (behind(fence, asked, store)) {
            case HostReply.NotServed _ -> noCopy(store.partition());
            case HostReply.Served held when applied < 0 -> held;
            case HostReply.Served(Reply held) ->
                    new HostReply.Served(
                            new Reply.StoodIn(held, new Position(store.partition(), applied)));
        };
    }

    private static HostReply notActive(int partition) {
        return new HostReply.NotServed("partition " + partition + " is not active here");
    }

    private static HostReply noCopy(int partition) {
        return new HostReply.NotServed("no whole copy of partition " + partition + " is here");
    }

    private HostReply behind(Fence fence, Asked asked, StoreHandle<TimelineLease> store) {
        return switch (fence.await(asked, store)) {
            case Barrier.Fresh() -> read(asked, store, Freshness.AS_ASKED);
            case Barrier.Stale _ -> read(asked, store, Freshness.STALE);
            case Barrier.Gone() -> new HostReply.NotServed("the store was closed");
        };
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
                case Question.Summary question ->
                        summary(question, store, freshness, asked.consistency());
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
                                    && lease.count(question.list(), Span.all()) > 0);
            return Optional.of(new Rows(slice, any, applied));
        }
    }

    private HostReply page(
            Question.Timeline question, Rows rows, Freshness freshness, Consistency consistency) {
        Reply.Found page = TimelinePage.of(question, rows.slice()).answer(cursors, freshness);
        return rows.any()
                ? new HostReply.Served(page)
                : ofNothing(question, page, rows.applied(), consistency);
    }

    private HostReply summary(
            Question.Summary question,
            StoreHandle<TimelineLease> store,
            Freshness freshness,
            Consistency consistency) {
        Optional<TimelineLease> leased = store.lease();
        if (leased.isEmpty()) {
            return closed();
        }
        long applied = store.appliedOffset();
        Tally tally;
        try (TimelineLease lease = leased.get()) {
            tally = lease.tally(question.list(), question.days().starts());
        }
        var body = new Reply.Found(SummaryView.of(question.days(), tally), freshness);
        return tally.total() > 0
                ? new HostReply.Served(body)
                : ofNothing(question, body, applied, consistency);
    }

    /// What is said of a subject to which nothing has happened: `empty`, if there is such a one.
    private HostReply ofNothing(
            Question.OfSubject question, Reply.Found empty, long applied, Consistency consistency) {
        if (!referencesChecked.test(question.workspaceId())) {
            return new HostReply.Served(empty);
        }
        return switch (references.look(question, consistency)) {
            case YES -> new HostReply.Served(empty);
            case NO -> notFound(empty.freshness(), applied);
            case NO_AS_FAR_AS_SEEN -> notFound(Freshness.STALE, applied);
            case CANNOT_TELL -> closed();
        };
    }

    private static Selection selection(Question.Timeline question) {
        Filter filter = question.query().filter();
        List<TimelineList> ofTypes =
                filter.types().stream()
                        .map(type ->
                                TimelineList.ofType(
                                        question.workspaceId(), question.subject(), type))
                        .toList();
        return new Selection(ofTypes.isEmpty() ? List.of(question.list()) : ofTypes, filter.span());
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
