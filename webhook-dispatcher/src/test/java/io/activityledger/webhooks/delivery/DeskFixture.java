package io.activityledger.webhooks.delivery;

import static org.awaitility.Awaitility.await;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.attempts.Written;
import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.endpoint.CustomHeaders;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointFilter;
import io.activityledger.webhooks.endpoint.EndpointLog;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.endpoint.EndpointSettings;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import io.activityledger.webhooks.endpoint.Endpoints;
import io.activityledger.webhooks.receiver.Answer;
import io.activityledger.webhooks.receiver.Receivers;
import io.activityledger.webhooks.receiver.Shipment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// A desk over a store in memory, with receivers that say what the test tells them to.
abstract class DeskFixture implements Receivers, Endpoints {

    static final Duration SOON = Duration.ofSeconds(20);
    static final Duration MARKERS = Duration.ofDays(7);

    final TestClock clock = TestClock.atNoon();
    final WebhookDeliveryCodec codec = new WebhookDeliveryCodec(new FakeSchemaRegistry());
    final KeyValueStore<byte[], byte[]> rows = rows();
    final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    final List<Shipment> shipped = new CopyOnWriteArrayList<>();
    final List<WebhookAttempt> attempts = new CopyOnWriteArrayList<>();
    final List<String> deadLetters = new CopyOnWriteArrayList<>();
    final FactCodec commands = new FactCodec(Topics.WEBHOOK_COMMANDS, new FakeSchemaRegistry());
    final List<Replay> replays = new CopyOnWriteArrayList<>();
    final List<Consumer<Replay>> tellers = new CopyOnWriteArrayList<>();
    final List<String> stopped = new CopyOnWriteArrayList<>();
    final List<WebhookDelivery> notices = new CopyOnWriteArrayList<>();
    final CountDownLatch hold = new CountDownLatch(1);
    volatile boolean holding;
    Duration handOver = Duration.ZERO;
    final InFlight inFlight = new InFlight(20, 5);
    DeliveryDesk desk = desk();

    /// Visits until nothing is under way and nothing is due.
    void settle() {
        await().atMost(SOON)
                .until(() -> {
                    desk.visit();
                    return inFlight.count() == 0;
                });
    }

    void settleOne() {
        await().atMost(SOON)
                .until(() -> {
                    desk.visit();
                    return left(PendingKey.MARKER) == 1;
                });
    }

    DeliveryDesk desk() {
        EndpointLog facts =
                fact -> {
                    if (fact.fact().equals("config/active")) {
                        exists(fact.aggregateId(), fact.valueJson().contains("true"));
                    }
                    return new EndpointLog.Append.Appended(0);
                };
        var meters = new DeliveryMeters(new Metrics(), clock);
        var courier =
                new Courier(
                        new Courier.Ports(
                                this,
                                this,
                                (attempt, _) -> {
                                    attempts.add(attempt);
                                    return new Written.Acknowledged();
                                },
                                (delivery, reason, _) -> {
                                    deadLetters.add(delivery.webhookId() + ": " + reason);
                                    return new Written.Acknowledged();
                                },
                                new Disabling(this, facts, this::notified, clock),
                                new HealthReports(facts, clock),
                                meters),
                        new Judgement(RetrySchedule.usual()),
                        Duration.ofSeconds(1),
                        new Courier.Chance(clock, new Random(3)));
        var limits =
                new DeliveryLimits(
                        10,
                        5,
                        2,
                        4,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        handOver,
                        MARKERS,
                        Duration.ofDays(30),
                        Duration.ofDays(5),
                        50,
                        new Breaker.Rules(5, Duration.ofSeconds(5), Duration.ofMinutes(1)));
        return new DeliveryDesk(
                new DeliveryParts(
                        codec,
                        this,
                        courier,
                        inFlight,
                        meters,
                        new Desks(),
                        new DeliveryParts.Commands(commands, this::replayed),
                        limits,
                        SOON,
                        new DeliveryParts.Time(clock, System::nanoTime)),
                DeskStore.over(rows));
    }

    /// What another thread reads of what lies there.
    LaneReader reader() {
        return new LaneReader(rows, codec, desk::standing, desk.tenure());
    }

    void obey(String endpoint, Command command, long offset) {
        var fact = command.fact("dev", endpoint, clock.instant(), "ada");
        desk.obey(commands.writer().encode(fact), offset);
    }

    private Replays.Running replayed(LaneKey lane, Replay replay, Consumer<Replay> progress) {
        replays.add(replay);
        tellers.add(progress);
        return () -> stopped.add(replay.id());
    }

    private Written notified(WebhookDelivery notice, BooleanSupplier wanted) {
        notices.add(notice);
        return new Written.Acknowledged();
    }

    void take(String endpoint, String webhookId, long offset) {
        take(endpoint, webhookId, offset, "dev/contact/c1");
    }

    void take(String endpoint, String webhookId, long offset, String subject) {
        var delivery =
                new WebhookDelivery(
                        webhookId,
                        "dev",
                        endpoint,
                        "activity.created",
                        "act_1",
                        Activities.NOON,
                        0,
                        offset,
                        subject,
                        "{}");
        desk.take(codec.writer().encode(delivery), offset);
    }

    void exists(String id) {
        exists(id, true);
    }

    void exists(String id, boolean active) {
        exists(id, active, "activity.created");
    }

    void wants(String id, String event) {
        exists(id, true, event);
    }

    private void exists(String id, boolean active, String event) {
        exists(id, active, event, Ordering.NONE);
    }

    /// One that wants the activities of a subject in order.
    void wantsOrder(String id) {
        exists(id, true, "activity.created", Ordering.PER_SUBJECT);
    }

    private void exists(String id, boolean active, String event, Ordering ordering) {
        endpoints.put(
                id,
                new Endpoint(
                        "dev",
                        id,
                        URI.create("https://" + id + ".example/hook"),
                        List.of(event),
                        null,
                        active,
                        List.of(new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODw==")),
                        List.of(0L),
                        Instant.EPOCH,
                        null,
                        settings(ordering)));
    }

    static EndpointSettings settings(Ordering ordering) {
        return new EndpointSettings(
                EndpointFilter.all(), null, null, ordering, CustomHeaders.none(), null, null);
    }

    static Answer answer(int status) {
        return new Answer.Answered(status, "", new Answer.RetryAfter.Unnamed());
    }

    int waiting() {
        return left(PendingKey.FIRST_ATTEMPT) + left(PendingKey.RETRY);
    }

    int left(byte kind) {
        int count = 0;
        try (var all = rows.range(PendingKey.first(kind), PendingKey.last(kind))) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    static KeyValueStore<byte[], byte[]> rows() {
        var context = new MockProcessorContext<Void, Void>();
        KeyValueStore<byte[], byte[]> store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(PendingStore.NAME),
                                Serdes.ByteArray(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    @Override
    public Answer deliver(Shipment shipment) {
        shipped.add(shipment);
        try {
            if (holding) {
                hold.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(script.poll()).orElseGet(() -> answer(200));
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        return List.copyOf(endpoints.values());
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return Optional.ofNullable(endpoints.get(endpointId));
    }

    @Override
    public void catchUp() {}
}
