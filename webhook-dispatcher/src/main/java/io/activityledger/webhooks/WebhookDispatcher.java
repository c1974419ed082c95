package io.activityledger.webhooks;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.Workspaces;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaClientProperties;
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
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.PatientSchemaRegistry;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookAttemptCodec;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.attempts.KafkaAttempts;
import io.activityledger.webhooks.attempts.KafkaPatientWriter;
import io.activityledger.webhooks.deadletter.KafkaDeadLetters;
import io.activityledger.webhooks.delivery.Courier;
import io.activityledger.webhooks.delivery.DeliveryMeters;
import io.activityledger.webhooks.delivery.DeliveryParts;
import io.activityledger.webhooks.delivery.DeliveryTopology;
import io.activityledger.webhooks.delivery.HealthReports;
import io.activityledger.webhooks.delivery.InFlight;
import io.activityledger.webhooks.delivery.Judgement;
import io.activityledger.webhooks.endpoint.AppliedEndpoint;
import io.activityledger.webhooks.endpoint.EffectiveWait;
import io.activityledger.webhooks.endpoint.EndpointMint;
import io.activityledger.webhooks.endpoint.EndpointSecrets;
import io.activityledger.webhooks.endpoint.JsonEndpoint;
import io.activityledger.webhooks.endpoint.KafkaActivityEnds;
import io.activityledger.webhooks.endpoint.KafkaEndpointLog;
import io.activityledger.webhooks.endpoint.KafkaEndpoints;
import io.activityledger.webhooks.endpoint.PeerConfirmations;
import io.activityledger.webhooks.endpoint.Publication;
import io.activityledger.webhooks.endpoint.ReceiverUrls;
import io.activityledger.webhooks.matching.MatchingTopology;
import io.activityledger.webhooks.receiver.AddressRules;
import io.activityledger.webhooks.receiver.HttpReceiverClient;
import io.activityledger.webhooks.receiver.NameResolver;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.Topology;

/// How does this service hang together?
///
/// ```
/// POST · GET · DELETE ─▶ guard ─▶ endpoint ─▶ [webhook-endpoints] ─▶ endpoints (every instance)
///                                                                        │
/// [activities] ─▶ matching ─▶ [webhook-deliveries] ─▶ delivery ─▶ courier ─▶ receiver
///                                                         ▲          ├─▶ [webhook-attempts]
///                                                         └ outcome ─┴─▶ [webhook-dead-letters]
/// ```
///
/// It owns no public server: whoever does serves [#bindings]. Starting returns at once and goes on
/// in the background until Kafka is there; meanwhile [#readiness] says what is missing, and
/// requests are answered 503.
public final class WebhookDispatcher implements AutoCloseable {

    /// One application for as long as its stores keep their form.
    static final String APPLICATION_ID = "webhook-dispatcher-v1";

    private static final String NAME = "webhooks";
    private static final String INTERNAL_CALLS = "internal-calls";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(2);
    private static final Duration WRITE_PAUSE = Duration.ofMillis(250);

    private final WebhookSettings settings;
    private final Gatekeeper gatekeeper;
    private final SystemEnvironment environment;
    private final KafkaClientProperties kafka;
    private final Readiness readiness = new Readiness();

    private final HttpSchemaRegistryClient registry;
    private final PatientSchemaRegistry patientRegistry;
    private final WebhookDeliveryCodec deliveries;
    private final KafkaAdmin cluster;
    private final EndOffsets ends;
    private final EndpointSecrets secrets;
    private final KafkaEndpointLog facts;
    private final KafkaEndpoints endpoints;
    private final AddressRules addresses;
    private final HttpReceiverClient receivers;
    private final KafkaPatientWriter endings;
    private final HealthReports health;
    private final InFlight inFlight;
    private final DeliveryMeters meters;
    private final KafkaDispatch dispatch;
    private final HttpPeerClient peers;
    private final HttpServer internal;
    private final Lifecycle lifecycle;

    public WebhookDispatcher(
            WebhookSettings settings,
            Gatekeeper gatekeeper,
            Workspaces workspaces,
            SystemEnvironment environment,
            Metrics metrics) {
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.environment = environment;
        this.kafka = settings.kafka().clientProperties();

        var steps = new PatientStart(NAME, readiness, steps());
        registry = new HttpSchemaRegistryClient(settings.registry());
        var gate = readiness.require(NAME + " schema registry", "not asked yet");
        gate.open();
        patientRegistry =
                new PatientSchemaRegistry(registry, gate::open, gate::shut, Thread::sleep);
        deliveries = new WebhookDeliveryCodec(patientRegistry);

        cluster = new KafkaAdmin(kafka, NAME + "-admin", settings.endpoints().patience());
        ends = new EndOffsets(cluster);
        secrets = new EndpointSecrets(settings.instance().secrets(), environment.dice());
        var topic = new KafkaEndpointTopic(kafka, NAME, registry, settings.endpoints());
        facts = topic.log();
        endpoints = topic.copy(ends, secrets);
        readiness.require(NAME + " endpoints", endpoints::readiness);

        addresses =
                new AddressRules(settings.addresses(), it -> workspaces.of(it).allowHttpWebhooks());
        receivers =
                new HttpReceiverClient(
                        addresses,
                        NameResolver.ofMachine(),
                        settings.receivers(),
                        environment.clock());
        endings =
                new KafkaPatientWriter(
                        () -> new KafkaProducer<>(kafka.producer(NAME + "-endings")),
                        WRITE_PATIENCE,
                        WRITE_PAUSE);
        health = new HealthReports(facts, environment.clock());

        inFlight = new InFlight(settings.delivery().inFlight(), settings.delivery().inFlightSick());
        meters = new DeliveryMeters(metrics, environment.clock());
        dispatch = new KafkaDispatch(settings.dispatch(), kafka, inFlight);
        DeliveryMeters.watch(inFlight, metrics);
        readiness.require(NAME + " partitions", dispatch::readiness);

        var signature =
                new PeerSignature(
                        settings.instance().secrets(), INTERNAL_CALLS, environment.clock());
        peers = new HttpPeerClient(signature);
        var applied =
                new AppliedEndpoint(endpoints, signature, settings.endpoints().effectiveWithin());
        internal =
                new HttpServer(
                        NAME + "-internal",
                        settings.instance().internal(),
                        applied.bindings(),
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

    /// What answers at this service's doors, under each of their paths.
    public List<Binding> bindings() {
        var mint = new EndpointMint(secrets, environment.clock(), environment.dice());
        var wait =
                new EffectiveWait(
                        endpoints,
                        dispatch,
                        new PeerConfirmations(peers),
                        settings.endpoints().effectiveWithin());
        var house = new WebhookDoors.House(endpoints, new Publication(facts, wait), mint);
        return new WebhookDoors(gatekeeper, house, settings.endpoints())
                .bindings(this::urls, activityEnds());
    }

    /// How errors look at this service's doors.
    public static ErrorBody errors() {
        return JsonEndpoint::render;
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private ReceiverUrls urls(String workspaceId) {
        return new ReceiverUrls(
                url -> addresses.complaint(workspaceId, url),
                addresses::complaint,
                NameResolver.ofMachine()::addressesOf,
                settings.endpoints().resolveWithin());
    }

    private KafkaActivityEnds activityEnds() {
        return new KafkaActivityEnds(
                ends, settings.topics().partitions(), settings.endpoints().patience());
    }

    private List<Step> steps() {
        return List.of(
                new Step("topics", this::ensureTopics),
                new Step("endpoint log", () -> facts.open()),
                new Step("endings", () -> endings.open()),
                new Step("endpoints read", () -> endpoints.catchUp()),
                new Step("dispatch", () -> dispatch.start(topology(), identity())));
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

    /// Asks the registry for the deliveries' schema, so that matching never has to.
    private Topology topology() {
        var judge =
                new RecordJudge(new EventCodec(patientRegistry), settings.topics().partitions());
        return DispatcherTopology.of(
                new MatchingTopology(judge, endpoints, deliveries.writer()::encode),
                new DeliveryTopology(
                        new DeliveryParts(
                                deliveries,
                                endpoints,
                                courier(),
                                inFlight,
                                meters,
                                settings.delivery(),
                                settings.dispatch().patience(),
                                new DeliveryParts.Time(environment.clock(), System::nanoTime))));
    }

    private Courier courier() {
        return new Courier(
                new Courier.Ports(
                        endpoints,
                        receivers,
                        new KafkaAttempts(endings, new WebhookAttemptCodec(registry)),
                        new KafkaDeadLetters(endings, new WebhookDeliveryCodec(registry)),
                        facts,
                        health,
                        meters),
                new Judgement(settings.schedule()),
                settings.delivery().timeout(),
                new Courier.Chance(environment.clock(), environment.dice()));
    }

    private StreamsIdentity identity() {
        var instance = settings.instance();
        return new StreamsIdentity(
                APPLICATION_ID,
                instance.name(internal),
                instance.address(internal),
                instance.dataDirectory().resolve(NAME),
                settings.dispatch().streams().threads(),
                settings.dispatch().streams().warmups());
    }

    private List<Part> parts(PatientStart steps) {
        return List.of(
                Part.closing("schema registry client", registry),
                Part.closing("Kafka admin client", cluster),
                Part.of("end offsets", ends::start, ends::close),
                Part.of("receivers", receivers::start, receivers::close),
                Part.closing("endings", endings),
                Part.closing("endpoint log", facts),
                Part.of("endpoints", endpoints::start, endpoints::close),
                Part.of("health reports", health::start, health::close),
                Part.closing("peers", peers),
                Part.closing("dispatch", dispatch),
                internal,
                Part.closing("records waiting for schemas", patientRegistry),
                steps);
    }
}
