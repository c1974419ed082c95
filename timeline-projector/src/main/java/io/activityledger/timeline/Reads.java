package io.activityledger.timeline;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.Workspaces;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.feed.Feed;
import io.activityledger.timeline.feed.FeedCursors;
import io.activityledger.timeline.feed.FeedEndpoint;
import io.activityledger.timeline.feed.FeedInternalEndpoint;
import io.activityledger.timeline.feed.FeedReader;
import io.activityledger.timeline.feed.RecordedLists;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.query.CountedTimelines;
import io.activityledger.timeline.query.DialectListEndpoint;
import io.activityledger.timeline.query.FirstRecordEndpoint;
import io.activityledger.timeline.query.GetActivityEndpoint;
import io.activityledger.timeline.query.InternalEndpoint;
import io.activityledger.timeline.query.ListActivitiesEndpoint;
import io.activityledger.timeline.query.OpenApiEndpoint;
import io.activityledger.timeline.query.PageCursors;
import io.activityledger.timeline.query.Pause;
import io.activityledger.timeline.query.PeerTimelines;
import io.activityledger.timeline.query.SummarizeActivitiesEndpoint;
import io.activityledger.timeline.query.TimelineOwners;
import io.activityledger.timeline.query.TimelineReader;
import io.activityledger.timeline.query.TimelineRouter;
import io.activityledger.timeline.query.Timelines;
import io.activityledger.timeline.query.WorkspaceLists;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// All that a service's reads are made of: their doors, and those for other instances and services.
///
/// ```
/// GET ─▶ guard ─▶ endpoint ─▶ router ─┬─ ours ─────▶ reader ─▶ barrier ─▶ stores
///                                     └─ another's ─▶ peers ──▶ (their doors for us)
/// ```
final class Reads implements AutoCloseable {

    private static final String INTERNAL_CALLS = "internal-calls";
    private static final String CURSORS = "cursors";
    private static final String PAGE_CURSORS = "page-cursors";
    private static final Pause PAUSE = Thread::sleep;

    private final Gatekeeper gatekeeper;
    private final InstantSource clock;
    private final PeerSignature signature;
    private final HttpPeerClient peers;
    private final PageCursors cursors;
    private final TimelineReader reader;
    private final Timelines timelines;
    private final FeedReader feedReader;
    private final FeedEndpoint feed;
    private final WorkspaceLists lists;
    private final LiveStreams streams;
    private final FirstRecordEndpoint firstRecords;

    /// What is read here, what is waited for before that, and who has the rest.
    record Held(StoreRegistry stores, ReadBarrier barrier, TimelineOwners owners) {}

    Reads(
            TimelineSettings settings,
            Gatekeeper gatekeeper,
            Workspaces workspaces,
            Held held,
            InstantSource clock,
            Metrics metrics) {
        this.gatekeeper = gatekeeper;
        this.clock = clock;
        int partitions = settings.topics().partitions();
        cursors = new PageCursors(new TokenSeal(settings.instance().secrets(), PAGE_CURSORS));
        reader =
                new TimelineReader(
                        held.stores(),
                        held.barrier(),
                        cursors,
                        it -> workspaces.of(it).referenceCheck(),
                        partitions);

        signature = new PeerSignature(settings.instance().secrets(), INTERNAL_CALLS, clock);
        peers = new HttpPeerClient(signature);
        var router =
                new TimelineRouter(
                        reader,
                        held.owners(),
                        new PeerTimelines(peers),
                        settings.reading().routing(),
                        PAUSE,
                        partitions);
        timelines = new CountedTimelines(router, metrics);
        feedReader = new FeedReader(held.stores(), held.barrier(), partitions);
        var recorded =
                new Feed(
                        feedReader,
                        peers,
                        held.owners(),
                        settings.reading().routing(),
                        PAUSE,
                        partitions);
        var feedCursors = new FeedCursors(new TokenSeal(settings.instance().secrets(), CURSORS));
        feed = new FeedEndpoint(recorded, feedCursors);
        lists = new RecordedLists(recorded, feedCursors);
        streams =
                new LiveStreams(
                        settings,
                        gatekeeper,
                        held.stores(),
                        timelines,
                        held.owners(),
                        peers,
                        signature,
                        clock,
                        PAUSE,
                        metrics);
        firstRecords = new FirstRecordEndpoint(router, signature, partitions);
    }

    /// What answers at the public doors, under each of their paths.
    List<Binding> bindings() {
        var document = new OpenApiEndpoint();
        return Stream.of(
                        guarded(Routes.LIST_ACTIVITIES, feed),
                        streams.bindings(),
                        guarded(Routes.GET_ACTIVITY, GetActivityEndpoint.asLeadLex(timelines)),
                        guarded(
                                Routes.LIST_CONTACT_ACTIVITIES,
                                ListActivitiesEndpoint.ofContacts(timelines, cursors)),
                        guarded(
                                Routes.QUERY_REEVO_ACTIVITIES,
                                DialectListEndpoint.ofReevo(timelines, cursors, lists)),
                        guarded(
                                Routes.LIST_NODESTASH_ACTIVITIES,
                                DialectListEndpoint.ofNodestash(timelines, cursors, lists)),
                        guarded(
                                Routes.LIST_DEAL_ACTIVITIES,
                                ListActivitiesEndpoint.ofDeals(timelines, cursors)),
                        guarded(
                                Routes.LIST_COMPANY_ACTIVITIES,
                                ListActivitiesEndpoint.ofCompanies(timelines, cursors)),
                        guarded(
                                Routes.LIST_ENTITY_ACTIVITIES,
                                ListActivitiesEndpoint.ofEntities(timelines, cursors)),
                        summary(Routes.SUMMARIZE_CONTACT_ACTIVITIES, Subject.Kind.CONTACT),
                        summary(Routes.SUMMARIZE_DEAL_ACTIVITIES, Subject.Kind.DEAL),
                        summary(Routes.SUMMARIZE_COMPANY_ACTIVITIES, Subject.Kind.COMPANY),
                        summary(Routes.SUMMARIZE_ENTITY_ACTIVITIES, Subject.Kind.ENTITY),
                        guarded(
                                Routes.GET_NODESTASH_ACTIVITY,
                                GetActivityEndpoint.asNodestash(timelines)),
                        Stream.of(document.binding(), document.root()))
                .flatMap(each -> each)
                .toList();
    }

    /// What other instances ask, signed.
    List<Binding> forPeers() {
        return Stream.of(
                        new InternalEndpoint(reader, signature).bindings().stream(),
                        new FeedInternalEndpoint(feedReader, signature).bindings(),
                        Stream.of(firstRecords.binding(), streams.forPeers()))
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public void close() {
        peers.close();
    }

    private Stream<Binding> summary(Route route, Subject.Kind kind) {
        return guarded(route, SummarizeActivitiesEndpoint.of(kind, timelines, clock));
    }

    private Stream<Binding> guarded(Route route, AdmittedHandler handler) {
        return GuardedEndpoint.at(route, gatekeeper, TimelineProjector.errors(), handler);
    }
}
