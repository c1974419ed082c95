package io.activityledger.access;

import io.activityledger.kit.http.Binding;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.TopicFollower;
import io.activityledger.kit.kafka.TopicsSettings;
import io.activityledger.kit.lifecycle.Lifecycle;
import io.activityledger.kit.lifecycle.Part;
import io.activityledger.kit.lifecycle.PatientStart;
import io.activityledger.kit.lifecycle.PatientStart.Step;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Routes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Who may pass which door of this process? The keys and workspaces as their topics say, beside
/// those that were named at start.
///
/// ```
/// [api-keys]   ─▶ follower ─▶ book ─▶ keys ───────┐
/// keys file, environment ─▶ key ring ─────────────┼─▶ gatekeeper ─▶ doors
/// [workspaces] ─▶ follower ─▶ book ─▶ workspaces ─┘
/// ```
///
/// A change counts here some milliseconds after it stands on its topic. Without Kafka, what has
/// been read goes on to count. Starting returns at once; started and closed by one thread.
public final class KafkaAccess implements AutoCloseable {

    private static final String NAME = "access";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);
    private static final Duration LISTING_TIMEOUT = Duration.ofSeconds(2);

    private final AccessSettings settings;
    private final KafkaClientProperties kafka;
    private final Readiness readiness = new Readiness();
    private final HttpSchemaRegistryClient registry;
    private final KafkaAdmin cluster;
    private final EndOffsets ends;
    private final FactBook<StoredKey, KeyDirectory> keys;
    private final FactBook<Workspace, Workspaces> settled;
    private final TopicFollower keyFollower;
    private final TopicFollower workspaceFollower;
    private final Workspaces workspaces;
    private final Gatekeeper gatekeeper;
    private final Lifecycle lifecycle;

    public KafkaAccess(AccessSettings settings, InstantSource clock) {
        this.settings = settings;
        kafka = settings.kafka().clientProperties();
        registry = settings.registry().client(HttpSchemaRegistryClient::new);
        cluster = new KafkaAdmin(kafka, NAME + "-admin", LISTING_TIMEOUT);
        ends = new EndOffsets(cluster);
        keys =
                new FactBook<>(
                        Aggregate.API_KEY,
                        codec(Aggregate.API_KEY),
                        KeyFacts::read,
                        KeyDirectory::of);
        settled =
                new FactBook<>(
                        Aggregate.WORKSPACE,
                        codec(Aggregate.WORKSPACE),
                        WorkspaceFacts::read,
                        Workspaces::settled);
        keyFollower = new TopicFollower(source(Aggregate.API_KEY), keys);
        workspaceFollower = new TopicFollower(source(Aggregate.WORKSPACE), settled);
        workspaces = new LatestWorkspaces(settled);
        var followed = new FollowedKeys(keys::current, this::readNewestKeys);
        gatekeeper =
                new Gatekeeper(
                        new StandingKeys(settings.standing(), followed),
                        workspaces,
                        settings.limits(),
                        clock);
        var steps = new PatientStart(NAME, readiness, steps());
        readiness.require("api keys", keyFollower::readiness);
        readiness.require("workspaces", workspaceFollower::readiness);
        lifecycle = new Lifecycle(CLOSE_LIMIT, parts(steps));
    }

    /// Answers at once; [#readiness] tells when keys and workspaces are known.
    public void start() {
        lifecycle.start();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    /// A service that asks here: started behind this, closed before it.
    public Part before(String name, Part.Step start, Part.Step close) {
        return Part.of(
                name,
                () -> {
                    start();
                    start.run();
                },
                () -> {
                    close.run();
                    close();
                });
    }

    public Gatekeeper gatekeeper() {
        return gatekeeper;
    }

    public Workspaces workspaces() {
        return workspaces;
    }

    /// The keys that are not revoked, as of now.
    public KeyDirectory keys() {
        return keys.current();
    }

    /// Waits until the fact at `offset` of its topic counts here; false when it did not before
    /// `deadline`, a [System#nanoTime].
    public boolean awaitApplied(Aggregate kind, long offset, long deadline) {
        return switch (kind) {
            case API_KEY -> keyFollower.awaitApplied(offset, deadline);
            case WORKSPACE -> workspaceFollower.awaitApplied(offset, deadline);
            case WEBHOOK -> throw new IllegalArgumentException("webhooks are not followed here");
        };
    }

    /// Reads what stands on the topic of keys now.
    public CaughtUp readNewestKeys() {
        return keyFollower.catchUp(settings.patience());
    }

    /// The doors of a server, each with an answer to browsers that ask before they call.
    public List<Binding> withPreflights(List<Binding> bindings) {
        List<Binding> house =
                Routes.ALL.stream()
                        .flatMap(route ->
                                route.paths().stream()
                                        .map(path -> new Binding(route.method(), path, _ -> {})))
                        .toList();
        return PreflightEndpoint.beside(bindings, house, workspaces);
    }

    /// One sentence for all that is still missing.
    public Readiness.State readiness() {
        String missing =
                readiness.report().answers().stream()
                        .flatMap(answer ->
                                switch (answer.state()) {
                                    case Readiness.Ready() -> Stream.<String>empty();
                                    case Readiness.NotReady(String sentence) ->
                                            Stream.of(answer.name() + ": " + sentence);
                                })
                        .collect(Collectors.joining("; "));
        return missing.isEmpty() ? new Readiness.Ready() : new Readiness.NotReady(missing);
    }

    private FactCodec codec(Aggregate kind) {
        return new FactCodec(kind.topic(), registry);
    }

    private TopicFollower.Source source(Aggregate kind) {
        String topic = kind.topic().name();
        return new TopicFollower.Source(
                topic, () -> new KafkaConsumer<>(kafka.consumer(NAME + "-" + topic)), ends);
    }

    private List<Step> steps() {
        return List.of(
                new Step("topics", this::ensureTopics),
                new Step("reading keys", keyFollower::start),
                new Step("reading workspaces", workspaceFollower::start));
    }

    private void ensureTopics() {
        TopicsSettings topics = settings.topics();
        cluster.ensure(
                topics,
                Stream.of(Aggregate.values())
                        .map(Aggregate::topic)
                        .map(it ->
                                topics.spec(
                                        it.name(), it.partitions(topics.partitions()), it.config()))
                        .toList());
    }

    private List<Part> parts(PatientStart steps) {
        return List.of(
                Part.closing("schema registry client", registry),
                Part.closing("Kafka admin client", cluster),
                Part.of("end offsets", ends::start, ends::close),
                Part.closing("keys", keyFollower),
                Part.closing("workspaces", workspaceFollower),
                steps);
    }

    /// Those named at start first: they count whatever becomes of Kafka.
    private record StandingKeys(KeyRing standing, Keys followed) implements Keys {

        @Override
        public Lookup find(String presented) {
            return standing.find(presented) instanceof Lookup.Found found
                    ? found
                    : followed.find(presented);
        }

        @Override
        public Lookup find(KeyHash known) {
            return standing.find(known) instanceof Lookup.Found found
                    ? found
                    : followed.find(known);
        }
    }

    private record LatestWorkspaces(FactBook<Workspace, Workspaces> book) implements Workspaces {

        @Override
        public Workspace of(String workspaceId) {
            return book.current().of(workspaceId);
        }

        @Override
        public boolean anyAllows(String origin) {
            return book.current().anyAllows(origin);
        }
    }
}
