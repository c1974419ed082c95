package io.activityledger.timeline;

import io.activityledger.access.Gatekeeper;
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
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.PatientSchemaRegistry;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.timeline.consistency.BarrierMeters;
import io.activityledger.timeline.consistency.ReadBarrier;
import io.activityledger.timeline.projection.ResponseView;
import io.activityledger.timeline.projection.StoreRegistry;
import io.activityledger.timeline.projection.TimelineFold;
import io.activityledger.timeline.projection.TimelineTopology;
import io.activityledger.timeline.query.DialectErrors;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// How does this service hang together?
///
/// ```
/// [activities] ─▶ links ─▶ [timeline-links]
/// [activities] [timeline-links] [references] ─▶ fold ─▶ projection ─▶ stores
///                                                                       │ behind the barrier
///                     GET ─────────────────────────────────────────▶ reads ◀── internal server
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
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final TimelineSettings settings;
    private final Readiness readiness = new Readiness();

    private final HttpSchemaRegistryClient registry;
    private final PatientSchemaRegistry patientRegistry;
    private final KafkaAdmin cluster;
    private final KafkaLogEnds ends;
    private final ProjectionMemory memory;
    private final KafkaProjection projection;
    private final KafkaLinks links;
    private final Reads reads;
    private final HttpServer internal;
    private final Lifecycle lifecycle;

    public TimelineProjector(
            TimelineSettings settings,
            Gatekeeper gatekeeper,
            Workspaces workspaces,
            SystemEnvironment environment,
            Metrics metrics) {
        this.settings = settings;
        var kafka = settings.kafka().clientProperties();
        int partitions = settings.topics().partitions();

        var steps = new PatientStart(NAME, readiness, steps());
        registry = settings.registry().client(HttpSchemaRegistryClient::new);
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
        reads =
                new Reads(
                        settings,
                        gatekeeper,
                        workspaces,
                        new Reads.Held(stores, barrier, projection),
                        environment.clock(),
                        metrics);
        internal =
                new HttpServer(
                        NAME + "-internal",
                        settings.instance().internal(),
                        reads.forPeers(),
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
        return reads.bindings();
    }

    /// How errors look at this service's doors.
    public static ErrorBody errors() {
        return new DialectErrors();
    }

    @Override
    public void close() {
        lifecycle.close();
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
                Part.closing("peers", reads),
                Part.closing("memory of the databases", memory),
                Part.closing("projection", projection),
                Part.closing("links", links),
                internal,
                Part.closing("records waiting for schemas", patientRegistry),
                steps);
    }
}
