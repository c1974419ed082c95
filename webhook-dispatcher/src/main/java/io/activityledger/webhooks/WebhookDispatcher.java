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
import io.activityledger.kit.tracing.Tracing;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.PatientSchemaRegistry;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.webhooks.endpoint.AppliedEndpoint;
import io.activityledger.webhooks.endpoint.EffectiveWait;
import io.activityledger.webhooks.endpoint.EndpointLimits;
import io.activityledger.webhooks.endpoint.EndpointMint;
import io.activityledger.webhooks.endpoint.EndpointSearch;
import io.activityledger.webhooks.endpoint.EndpointSecrets;
import io.activityledger.webhooks.endpoint.JsonEndpoint;
import io.activityledger.webhooks.endpoint.KafkaActivityEnds;
import io.activityledger.webhooks.endpoint.KafkaEndpointLog;
import io.activityledger.webhooks.endpoint.KafkaEndpoints;
import io.activityledger.webhooks.endpoint.PeerConfirmations;
import io.activityledger.webhooks.endpoint.Publication;
import io.activityledger.webhooks.endpoint.ReceiverUrls;
import io.activityledger.webhooks.history.CommandDesk;
import io.activityledger.webhooks.history.LaneEndpoint;
import io.activityledger.webhooks.history.LaneHost;
import io.activityledger.webhooks.history.LaneRouter;
import io.activityledger.webhooks.matching.MatchingTopology;
import io.activityledger.webhooks.receiver.AddressRules;
import io.activityledger.webhooks.receiver.HttpReceiverClient;
import io.activityledger.webhooks.receiver.NameResolver;
import io.activityledger.webhooks.receiver.TracedReceivers;
import io.activityledger.webhooks.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
    private final Tracing tracing;
    private final DeliveryStage stage;
    private final LaneHost lanes;
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
        registry = settings.registry().client(HttpSchemaRegistryClient::new);
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
        tracing = Tracing.of(settings.tracing(), "webhook-dispatcher");
        stage =
                new DeliveryStage(
                        settings,
                        new DeliveryStage.Environs(
                                NAME,
                                kafka,
                                registry,
                                endpoints,
                                facts,
                                new TracedReceivers(receivers, tracing),
                                environment),
                        metrics);
        dispatch = new KafkaDispatch(settings.dispatch(), kafka, stage.inFlight());
        readiness.require(NAME + " partitions", dispatch::readiness);

        var signature =
                new PeerSignature(
                        settings.instance().secrets(), INTERNAL_CALLS, environment.clock());
        peers = new HttpPeerClient(signature);
        var applied =
                new AppliedEndpoint(endpoints, signature, settings.endpoints().effectiveWithin());
        lanes = new LaneHost(stage.desks(), environment.clock(), settings.topics().partitions());
        internal =
                new HttpServer(
                        NAME + "-internal",
                        settings.instance().internal(),
                        Stream.of(applied.bindings(), new LaneEndpoint(lanes, signature).bindings())
                                .flatMap(List::stream)
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

    /// What answers at this service's doors, under each of their paths.
    public List<Binding> bindings() {
        var mint = new EndpointMint(secrets, environment.clock(), environment.dice());
        var wait =
                new EffectiveWait(
                        endpoints,
                        dispatch,
                        new PeerConfirmations(peers),
                        settings.endpoints().effectiveWithin());
        var chance = new Trial.Chance(environment.clock(), environment.dice());
        var house =
                new WebhookDoors.House(
                        endpoints, new Publication(facts, wait), mint, receivers::ask, chance);
        return Stream.concat(
                        new WebhookDoors(gatekeeper, house, settings.endpoints())
                                .bindings(this::urls, activityEnds()).stream(),
                        historyDoors().bindings().stream())
                .toList();
    }

    private HistoryDoors historyDoors() {
        EndpointLimits limits = settings.endpoints();
        var router =
                new LaneRouter(
                        lanes,
                        dispatch,
                        peers,
                        new LaneRouter.Limits(
                                settings.topics().partitions(),
                                limits.effectiveWithin(),
                                limits.retryAfter()));
        var commands = new CommandDesk(stage.commands(), environment.clock(), limits.maxBody());
        return new HistoryDoors(
                gatekeeper, new EndpointSearch(endpoints, limits), router, commands);
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
                new Step("endings", () -> stage.endings().open()),
                new Step("commands", () -> stage.commands().open()),
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
                stage.topology(deliveries, patientRegistry));
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
                Part.closing("tracing", tracing),
                Part.closing("Kafka admin client", cluster),
                Part.of("end offsets", ends::start, ends::close),
                Part.of("receivers", receivers::start, receivers::close),
                Part.closing("endings", stage.endings()),
                Part.closing("commands", stage.commands()),
                Part.closing("endpoint log", facts),
                Part.of("endpoints", endpoints::start, endpoints::close),
                Part.of("health reports", stage.health()::start, stage.health()::close),
                Part.closing("peers", peers),
                Part.closing("dispatch", dispatch),
                internal,
                Part.closing("records waiting for schemas", patientRegistry),
                steps);
    }
}
