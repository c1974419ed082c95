package io.activityledger.ingest;

import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KafkaAccess;
import io.activityledger.access.KeyMint;
import io.activityledger.dialects.spoken.Dialects;
import io.activityledger.ingest.deduplication.Deduplication;
import io.activityledger.ingest.deduplication.DeduplicationMeters;
import io.activityledger.ingest.deduplication.HttpFirstClient;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.ingest.http.TracedEndpoint;
import io.activityledger.ingest.log.AppendMeters;
import io.activityledger.ingest.log.KafkaActivityLog;
import io.activityledger.ingest.log.KafkaAppender;
import io.activityledger.ingest.log.KafkaWatch;
import io.activityledger.ingest.log.PinnedWriter;
import io.activityledger.ingest.recording.ActivityRecording;
import io.activityledger.ingest.recording.BatchEndpoint;
import io.activityledger.ingest.recording.CreateActivityEndpoint;
import io.activityledger.ingest.recording.KeyedRecording;
import io.activityledger.ingest.recording.ReferenceCheck;
import io.activityledger.ingest.reference.KafkaAddresses;
import io.activityledger.ingest.reference.KafkaReferenceCopy;
import io.activityledger.ingest.reference.KafkaReferenceLog;
import io.activityledger.ingest.reference.KafkaReferences;
import io.activityledger.ingest.reference.ReferenceDoors;
import io.activityledger.ingest.workspace.CheckedReferences;
import io.activityledger.ingest.workspace.CreateKeyEndpoint;
import io.activityledger.ingest.workspace.KafkaFactLog;
import io.activityledger.ingest.workspace.KeyCreation;
import io.activityledger.ingest.workspace.KeysEndpoint;
import io.activityledger.ingest.workspace.WorkspaceEndpoint;
import io.activityledger.kit.MonotonicClock;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaValueSerializer;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.PatientStart;
import io.activityledger.kit.lifecycle.PatientStart.Step;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.tracing.Tracing;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityIdMint;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.ReferenceCodec;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.ValueSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/// How does this service hang together?
///
/// ```
///  POST ─▶ guard ─▶ recording ───────────────────────▶ log ─▶ appender ─▶ [activities]
///                    │ └ known? ─▶ references ◀─ copy ◀──────────────────────┐
///                    └ first of its key? ─▶ projectors                       │
///  PUT  ─▶ guard ─────────────────────┴──────────────────────▶ appender ─▶ [references]
///  keys, workspace ─▶ guard ─▶ facts ────────────────────────▶ appender ─▶ [api-keys] [workspaces]
/// ```
///
/// It owns no server: whoever does serves [#bindings]. Starting returns at once and goes on in the
/// background until Kafka and the registry are there; meanwhile [#readiness] says what is missing,
/// and requests are answered 503.
public final class IngestApi implements AutoCloseable {

    private static final String NAME = "ingest";
    private static final String CALLS = "internal-calls";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);
    private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(2);

    private final IngestSettings settings;
    private final MonotonicClock clock;
    private final Readiness readiness = new Readiness();

    private final HttpSchemaRegistryClient registry;
    private final List<KafkaValueSerializer> foreign;
    private final KafkaAdmin cluster;
    private final EndOffsets ends;
    private final KafkaWatch watch;
    private final KafkaAppender appender;
    private final PinnedWriter<Activity> activities;
    private final PinnedWriter<Reference> attributes;
    private final KafkaReferenceCopy copy;
    private final ReferenceDoors doors;
    private final HttpPeerClient projectors;
    private final KeyedRecording recording;

    private final Tracing tracing;
    private final PinnedWriter<Fact> keyFacts;
    private final PinnedWriter<Fact> workspaceFacts;
    private final KeyMint mint;
    private final KafkaAccess access;
    private final Lifecycle lifecycle;

    public IngestApi(
            IngestSettings settings,
            KafkaAccess access,
            SystemEnvironment environment,
            Metrics metrics) {
        this.settings = settings;
        this.access = access;
        tracing = Tracing.of(settings.tracing(), "ingest-api");
        clock = new MonotonicClock(environment.clock());
        registry = settings.registry().client(HttpSchemaRegistryClient::new);
        var events = new EventCodec(registry);
        var states = new ReferenceCodec(registry);
        var kafka = settings.kafka().clientProperties();
        foreign = settings.serializer().open(settings.kafka(), settings.registry());
        int partitions = settings.topics().partitions();

        cluster = new KafkaAdmin(kafka, NAME + "-admin", LISTING_TIMEOUT);
        ends = new EndOffsets(cluster);
        watch = new KafkaWatch(cluster, settings.silence());
        appender =
                new KafkaAppender(
                        () -> new KafkaProducer<>(kafka.producer(NAME)),
                        settings.log(),
                        new AppendMeters(metrics));
        activities = writer(() -> events.writer()::encode, it -> events.writer(it)::encode);
        attributes = writer(() -> states.writer()::encode, it -> states.writer(it)::encode);

        copy = new KafkaReferenceCopy(source(kafka, states), place());
        var references = new KafkaReferences(copy, ends, patience());
        var referenceLog = new KafkaReferenceLog(copy, attributes, appender, patience());

        var ids = new ActivityIdMint(clock, environment.dice());
        var log = new KafkaActivityLog(activities, appender, tracing, partitions);
        var checked = new CheckedReferences(access.workspaces(), references);
        var addresses = new KafkaAddresses(copy, ends, patience());
        var check = new ReferenceCheck(checked, addresses);
        var signature = new PeerSignature(settings.projectors().secrets(), CALLS, clock);
        projectors = new HttpPeerClient(signature);
        var firsts = new HttpFirstClient(projectors, settings.projectors().addresses(), partitions);
        var meters = new DeduplicationMeters(metrics);
        recording =
                new KeyedRecording(
                        new ActivityRecording(clock, check, ids, log),
                        new Deduplication<>(firsts, settings.deduplication(), meters));
        doors =
                new ReferenceDoors(
                        new ReferenceDoors.House(checked, referenceLog, references),
                        settings.references(),
                        () -> ids.mintAnywhere().bare(),
                        clock);

        keyFacts = factWriter(Aggregate.API_KEY);
        workspaceFacts = factWriter(Aggregate.WORKSPACE);
        mint = new KeyMint(environment.dice(), clock);

        var steps = new PatientStart(NAME, readiness, steps());
        readiness.require(NAME + " kafka", watch::readiness);
        readiness.require(NAME + " references", copy::readiness);
        readiness.require(NAME + " access", access::readiness);
        lifecycle = new Lifecycle(CLOSE_LIMIT, parts(steps));
    }

    /// Answers at once; [#readiness] tells when requests can be served.
    public void start() {
        lifecycle.start();
    }

    public Readiness readiness() {
        return readiness;
    }

    /// What answers at this service's doors, under each of their paths.
    public List<Binding> bindings() {
        var limits = settings.workspaces();
        var keyLog = factLog(Aggregate.API_KEY, keyFacts);
        var known = new KeyCreation.House(access::keys, access::readNewestKeys);
        var createKey =
                new CreateKeyEndpoint(
                        new KeyCreation(limits, known, mint, keyLog, clock),
                        limits.maxBody(),
                        clock);
        var keys = new KeysEndpoint(access::keys, keyLog, clock);
        var workspaceLog = factLog(Aggregate.WORKSPACE, workspaceFacts);
        var workspace = new WorkspaceEndpoint(limits, access.workspaces(), workspaceLog, clock);
        return Stream.of(
                        creating(Routes.CREATE_ACTIVITY),
                        creating(Routes.CREATE_REEVO_ACTIVITY),
                        creating(Routes.CREATE_NODESTASH_ACTIVITY),
                        guarded(Routes.CREATE_ACTIVITIES, batch()),
                        guarded(doors.all()),
                        guarded(Routes.CREATE_KEY, createKey),
                        guarded(Routes.LIST_KEYS, keys::list),
                        guarded(Routes.GET_KEY, keys::get),
                        guarded(Routes.DELETE_KEY, keys::revoke),
                        guarded(Routes.GET_WORKSPACE, workspace::get),
                        guarded(Routes.PATCH_WORKSPACE, workspace::patch))
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private Stream<Binding> guarded(Route route, AdmittedHandler handler) {
        return GuardedEndpoint.at(
                route,
                access.gatekeeper(),
                JsonEndpoint::render,
                new TracedEndpoint(route.method() + " " + route.path(), handler, tracing));
    }

    private Stream<Binding> creating(Route route) {
        var dialect = Dialects.of(route.base());
        return guarded(route, new CreateActivityEndpoint(settings.recording(), recording, dialect));
    }

    private BatchEndpoint batch() {
        return new BatchEndpoint(
                settings.batches(), settings.recording().maxBody(), recording, clock);
    }

    private Stream<Binding> guarded(Map<Route, AdmittedHandler> doors) {
        return doors.entrySet().stream().flatMap(door -> guarded(door.getKey(), door.getValue()));
    }

    private KafkaReferenceCopy.Source source(KafkaClientProperties kafka, ReferenceCodec states) {
        return new KafkaReferenceCopy.Source(
                () -> new KafkaConsumer<>(kafka.consumer(NAME + "-references")),
                () -> cluster.topicIdentity(Topics.REFERENCES.name()),
                settings.topics().partitions(),
                states);
    }

    private KafkaReferenceCopy.Place place() {
        return new KafkaReferenceCopy.Place(
                settings.dataDirectory().resolve(NAME).resolve("references"),
                settings.references().memory());
    }

    private KafkaReferences.Patience patience() {
        return new KafkaReferences.Patience(
                settings.references().patience(), settings.log().retryAfter());
    }

    private PinnedWriter<Fact> factWriter(Aggregate kind) {
        var codec = new FactCodec(kind.topic(), registry);
        return writer(() -> codec.writer()::encode, it -> codec.writer(it)::encode);
    }

    /// Writes with the serializer that was named, or with our own.
    private <T> PinnedWriter<T> writer(
            Supplier<Function<T, byte[]>> own,
            Function<ValueSerializer, Function<T, byte[]>> others) {
        return new PinnedWriter<>(() ->
                foreign.stream().findFirst().map(it -> others.apply(it::serialize)).orElseGet(own));
    }

    private KafkaFactLog factLog(Aggregate kind, PinnedWriter<Fact> writer) {
        var patience =
                new KafkaFactLog.Patience(
                        settings.workspaces().patience(), settings.log().retryAfter());
        return new KafkaFactLog(kind, writer, appender, access, patience);
    }

    private List<Step> steps() {
        return List.of(
                new Step("topics", this::ensureTopics),
                new Step(
                        "schemas",
                        () -> {
                            activities.pin();
                            attributes.pin();
                            keyFacts.pin();
                            workspaceFacts.pin();
                        }),
                new Step("reading", copy::start),
                new Step("log", appender::open));
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

    private List<Part> parts(PatientStart steps) {
        return List.of(
                Part.closing("schema registry client", registry),
                Part.closing("tracing", tracing),
                Part.closing("Kafka admin client", cluster),
                Part.of("end offsets", ends::start, ends::close),
                Part.of("Kafka watch", watch::start, watch::close),
                Part.closing("serializer", () -> foreign.forEach(KafkaValueSerializer::close)),
                Part.closing("log", appender),
                Part.closing("projectors", projectors),
                Part.closing("references", copy),
                steps);
    }
}
