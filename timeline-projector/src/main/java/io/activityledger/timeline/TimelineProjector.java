package io.activityledger.timeline;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.Workspaces;
import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaStreamsRun;
import io.activityledger.kit.kafka.StreamsIdentity;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.PatientStart;
import io.activityledger.kit.lifecycle.PatientStart.Step;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.PatientSchemaRegistry;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.BarrierMeters;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.feed.Feed;
import io.activityledger.timeline.feed.FeedCursors;
import io.activityledger.timeline.feed.FeedEndpoint;
import io.activityledger.timeline.feed.FeedInternalEndpoint;
import io.activityledger.timeline.feed.FeedReader;
import io.activityledger.timeline.feed.RecordedLists;
import io.activityledger.timeline.projection.ResponseView;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.TimelineFold;
import io.activityledger.timeline.projection.TimelineTopology;
import io.activityledger.timeline.query.CountedTimelines;
import io.activityledger.timeline.query.DialectErrors;
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
import io.activityledger.timeline.query.TimelineReader;
import io.activityledger.timeline.query.TimelineRouter;
import io.activityledger.timeline.query.Timelines;
import io.activityledger.timeline.query.WorkspaceLists;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// How does this service hang together?
///
/// ```
/// [activities] ─▶ links ─▶ [timeline-links]
/// [activities] [timeline-links] [references] ─▶ fold ─▶ projection ─▶ stores
///                                                      │ behind the barrier
///  GET ─▶ guard ─▶ endpoint ─▶ router ─┬─ ours ─────▶ reader ◀── internal server ◀── other instances
///                                      └─ another's ─▶ peers ──▶ (their internal server)
/// ```
///
/// It owns no public server: whoever does serves [#bindings]. Starting returns at once and goes on
/// in the background until Kafka is there; meanwhile [#readiness] says what is missing, and
/// requests are answered 503.
public final class TimelineProjector implements AutoCloseable {

    /// The projection's application, one for each form of its rows; rebuilt versions of it bear
    /// further names, see [KafkaVersions].
    static final String APPLICATION_ID = KafkaVersions.ALL_FORMATS + TimelineTopology.format();

    /// Kept over all forms of the rows: what it has written is not written again.
    static final String LINKS_ID = "ledger-links";

    private static final String NAME = "timeline";
    private static final String LINKS = "links";
    private static final String INTERNAL_CALLS = "internal-calls";
    private static final String CURSORS = "cursors";
    private static final String PAGE_CURSORS = "page-cursors";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final Pause PAUSE = Thread::sleep;

    private final TimelineSettings settings;
    private final Gatekeeper gatekeeper;
    private final InstantSource clock;
    private final Readiness readiness = new Readiness();

    private final HttpSchemaRegistryClient registry;
    private final PatientSchemaRegistry patientRegistry;
    private final KafkaAdmin cluster;
    private final KafkaLogEnds ends;
    private final ProjectionMemory memory;
    private final KafkaProjection projection;
    private final KafkaLinks links;
    private final HttpPeerClient peers;
    private final PageCursors cursors;
    private final Timelines timelines;
    private final FeedEndpoint feed;
    private final LiveStreams streams;
    private final WorkspaceLists lists;
    private final HttpServer internal;
    private final Lifecycle lifecycle;

    public TimelineProjector(
            TimelineSettings settings,
            Gatekeeper gatekeeper,
            Workspaces workspaces,
            SystemEnvironment environment,
            Metrics metrics) {
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.clock = environment.clock();
        var kafka = settings.kafka().clientProperties();
        int partitions = settings.topics().partitions();

        var steps = new PatientStart(NAME, readiness, steps());
        registry =
                new HttpSchemaRegistryClient(
                        settings.registry().url(),
                        settings.registry().headers(),
                        settings.registry().tls());
        var gate = readiness.require(NAME + " schema registry", "not asked yet");
        gate.open();
        patientRegistry =
                new PatientSchemaRegistry(registry, gate::open, gate::shut, Thread::sleep);
        var judge = new RecordJudge(new EventCodec(patientRegistry), partitions);
        var fold =
                new TimelineFold(judge, new ResponseView(LeadLexView::activity, LeadLexTail::of));

        var stores = new StoreRegistry();
        memory = new ProjectionMemory(settings.projection().memoryLimits());
        var patience = settings.reading().barrierPatience();
        cluster = new KafkaAdmin(kafka, NAME + "-admin", patience);
        var pace = KafkaProjection.pace(settings.projection());
        Counter failures = failures(metrics);
        projection =
                new KafkaProjection(
                        stores,
                        new KafkaVersion.Recipe(
                                fold,
                                settings.projection(),
                                memory::lend,
                                () -> new KafkaStreamsRun(kafka, pace, failures::increment)),
                        new KafkaVersions(cluster::admin));
        readiness.require(NAME + " partitions", projection::readiness);
        links = new KafkaLinks(judge, pace, kafka, linkFailures(metrics));
        readiness.require(NAME + " copies", links::readiness);

        ends = new KafkaLogEnds(cluster);
        watch(metrics, stores, environment.clock());
        var committed = new KafkaCommittedEnds(cluster, projection::applicationId);
        var barrier = new ReadBarrier(ends, committed, patience, new BarrierMeters(metrics));
        cursors = new PageCursors(new TokenSeal(settings.instance().secrets(), PAGE_CURSORS));
        var reader =
                new TimelineReader(
                        stores,
                        barrier,
                        cursors,
                        it -> workspaces.of(it).referenceCheck(),
                        partitions);

        var signature =
                new PeerSignature(
                        settings.instance().secrets(), INTERNAL_CALLS, environment.clock());
        peers = new HttpPeerClient(signature);
        var router =
                new TimelineRouter(
                        reader,
                        projection,
                        new PeerTimelines(peers),
                        settings.reading().routing(),
                        PAUSE,
                        partitions);
        timelines = new CountedTimelines(router, metrics);
        var feedReader = new FeedReader(stores, barrier, partitions);
        var recorded =
                new Feed(
                        feedReader,
                        peers,
                        projection,
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
                        stores,
                        timelines,
                        projection,
                        peers,
                        signature,
                        environment.clock(),
                        PAUSE,
                        metrics);
        var firstRecords = new FirstRecordEndpoint(router, signature, partitions);
        internal =
                new HttpServer(
                        NAME + "-internal",
                        settings.instance().internal(),
                        Stream.of(
                                        new InternalEndpoint(reader, signature).bindings().stream(),
                                        new FeedInternalEndpoint(feedReader, signature).bindings(),
                                        Stream.of(firstRecords.binding(), streams.forPeers()))
                                .flatMap(each -> each)
                                .toList(),
                        errors(),
                        readiness,
                        metrics);
        lifecycle = new Lifecycle(CLOSE_LIMIT, parts(steps));
    }

    /// Answers at once; [#readiness] tells when requests can be served.
    public void start() {
        lifecycle.start();
    }

    public Readiness readiness() {
        return readiness;
    }

    /// Where other instances and services reach it, once it has started.
    public int internalPort() {
        return internal.port();
    }

    /// What answers at this service's doors, under each of their paths.
    public List<Binding> bindings() {
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

    /// How errors look at this service's doors.
    public static ErrorBody errors() {
        return new DialectErrors();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private Stream<Binding> summary(Route route, Subject.Kind kind) {
        return guarded(route, SummarizeActivitiesEndpoint.of(kind, timelines, clock));
    }

    private Stream<Binding> guarded(Route route, AdmittedHandler handler) {
        return GuardedEndpoint.at(route, gatekeeper, errors(), handler);
    }

    private static Counter failures(Metrics metrics) {
        return metrics.counter(
                "ledger.timeline.thread.failures",
                "Threads of the projection that failed and were replaced.");
    }

    private static Counter linkFailures(Metrics metrics) {
        return metrics.counter(
                "ledger.timeline.links.thread.failures",
                "Threads of ledger-links that failed and were replaced.");
    }

    private void watch(Metrics metrics, StoreRegistry stores, InstantSource clock) {
        var _ = new PartitionMeters(metrics, stores, ends, clock);
        metrics.gauge(
                "ledger.timeline.rebuild.applied",
                "Records that a rebuild under way has applied here.",
                projection::rebuilt);
        metrics.gauge(
                "ledger.timeline.rebuild.remaining",
                "Records that a rebuild under way still has to restore here.",
                projection::toRebuild);
        var _ = new PoisonMeters(metrics, stores);
        long bound = settings.projection().streams().memory().bytes();
        var _ = new MemoryMeters(metrics, memory::figures, bound);
    }

    private List<Step> steps() {
        return List.of(
                new Step("topics", this::ensureTopics),
                new Step("links", () -> links.start(identity(LINKS_ID, LINKS), memory.lend())),
                new Step("projection", () -> projection.start(identity(APPLICATION_ID, NAME))));
    }

    private void ensureTopics() {
        TopicsSettings topics = settings.topics();
        int usual = topics.partitions();
        cluster.ensure(
                topics,
                Topics.ALL.stream()
                        .map(it -> topics.spec(it.name(), it.partitions(usual), it.config()))
                        .toList());
    }

    private StreamsIdentity identity(String application, String directory) {
        var instance = settings.instance();
        return new StreamsIdentity(
                application,
                instance.name(internal),
                instance.address(internal),
                instance.dataDirectory().resolve(directory),
                settings.projection().streams().threads(),
                settings.projection().streams().warmups());
    }

    private List<Part> parts(PatientStart steps) {
        return List.of(
                Part.closing("schema registry client", registry),
                Part.closing("Kafka admin client", cluster),
                Part.of("end offsets", ends::start, ends::close),
                Part.closing("peers", peers),
                Part.closing("memory of the databases", memory),
                Part.closing("projection", projection),
                Part.closing("links", links),
                internal,
                Part.closing("records waiting for schemas", patientRegistry),
                steps);
    }
}
