package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookAttempt.Outcome;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.attempts.Written;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointLog;
import io.activityledger.webhooks.endpoint.EndpointSecret;
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
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/// The desk over a store in memory, with receivers that say what the test tells them to.
class DeliveryDeskTest implements Receivers, Endpoints {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration MARKERS = Duration.ofDays(7);

    private final TestClock clock = TestClock.atNoon();
    private final WebhookDeliveryCodec codec = new WebhookDeliveryCodec(new FakeSchemaRegistry());
    private final KeyValueStore<byte[], byte[]> rows = rows();
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Shipment> shipped = new CopyOnWriteArrayList<>();
    private final List<WebhookAttempt> attempts = new CopyOnWriteArrayList<>();
    private final List<String> deadLetters = new CopyOnWriteArrayList<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private volatile boolean holding;
    private final InFlight inFlight = new InFlight(10);
    private DeliveryDesk desk = desk();

    @Test
    void aDeliveryIsMadeAtOnceAndLeavesAMarkerThatSwallowsDoubles() {
        // Given
        exists("e1");

        // When
        take("e1", "msg_1", 0);
        settle();
        take("e1", "msg_1", 1);
        settle();

        // Then
        assertThat(shipped).hasSize(1);
        assertThat(attempts).extracting(WebhookAttempt::outcome).containsExactly(Outcome.DELIVERED);
        assertThat(left(PendingKey.ROW)).isZero();
        assertThat(left(PendingKey.WAITING)).isZero();
        assertThat(left(PendingKey.MARKER)).isEqualTo(1);
    }

    @Test
    void aFailedDeliveryWaitsForItsTimeAndThroughAReopening() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        desk.close();
        desk = desk();
        desk.visit();

        // Then
        assertThat(shipped).hasSize(1);
        clock.advance(Duration.ofSeconds(6));
        desk.visit();
        settle();
        assertThat(shipped).hasSize(2);
        assertThat(shipped).extracting(Shipment::webhookId).containsOnly("msg_1");
        assertThat(attempts)
                .extracting(WebhookAttempt::attempt, WebhookAttempt::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, Outcome.RETRYING),
                        org.assertj.core.groups.Tuple.tuple(2, Outcome.DELIVERED));
    }

    @Test
    void whatWasUnderWayAtAHandOverIsMadeAgainUnderTheSameId() {
        // Given
        exists("e1");
        holding = true;
        take("e1", "msg_1", 0);
        await().atMost(SOON).until(() -> shipped.size() == 1);

        // When
        desk.close();
        holding = false;
        desk = desk();
        desk.visit();
        settleOne();

        // Then
        assertThat(shipped).hasSize(2);
        hold.countDown();
        await().atMost(SOON).until(() -> inFlight.count() == 0);
        assertThat(left(PendingKey.MARKER)).isEqualTo(1);
        assertThat(left(PendingKey.ROW)).isZero();
    }

    @Test
    void whatLiesAtOrBelowTheAppliedOffsetIsIgnoredEvenWithoutAMarker() {
        // Given
        exists("e1");
        take("e1", "msg_1", 7);
        settle();
        clock.advance(MARKERS.plusSeconds(1));
        desk.dropMarkers();
        assertThat(left(PendingKey.MARKER)).isZero();

        // When
        desk.close();
        desk = desk();
        take("e1", "msg_1", 7);
        settle();

        // Then
        assertThat(shipped).hasSize(1);
    }

    @Test
    void anInactiveEndpointsDeliveriesWaitUntilItIsActive() {
        // Given
        exists("e1", false);
        take("e1", "msg_1", 0);
        desk.visit();
        assertThat(inFlight.count()).isZero();

        // When
        exists("e1", true);
        clock.advance(Duration.ofSeconds(2));
        desk.visit();
        settle();

        // Then
        assertThat(shipped).hasSize(1);
    }

    @Test
    void whatWaitsForADeletedEndpointIsDroppedAndToldAsSuch() {
        // Given
        exists("e1");
        script.add(answer(500));
        take("e1", "msg_1", 0);
        settle();

        // When
        endpoints.clear();
        desk.sweep();
        desk.visit();
        settle();

        // Then
        assertThat(shipped).hasSize(1);
        assertThat(attempts.getLast().outcome()).isEqualTo(Outcome.ENDPOINT_DELETED);
        assertThat(attempts.getLast().attempt()).isZero();
        assertThat(left(PendingKey.ROW)).isZero();
        assertThat(left(PendingKey.WAITING)).isZero();
    }

    @Test
    void aReceiverThatAnswersGoneEndsInADeadLetter() {
        // Given
        exists("e1");
        script.add(answer(410));

        // When
        take("e1", "msg_1", 0);
        settle();

        // Then
        assertThat(deadLetters).containsExactly("msg_1: the receiver answered 410");
        assertThat(endpoints.get("e1").active()).isFalse();
        assertThat(left(PendingKey.ROW)).isZero();
    }

    @Test
    void aBacklogBeyondWindowAndPlacesIsDeliveredWholeAndOnce() {
        // Given
        exists("e1");
        exists("e2");
        holding = true;

        // When
        IntStream.range(0, 200).forEach(at -> take("e" + (1 + at % 2), "msg_" + at, at));
        await().atMost(SOON).until(() -> shipped.size() == 4);
        assertThat(inFlight.count()).isEqualTo(4);
        holding = false;
        hold.countDown();
        settle();

        // Then
        assertThat(shipped).extracting(Shipment::webhookId).doesNotHaveDuplicates().hasSize(200);
        assertThat(left(PendingKey.WAITING)).isZero();
    }

    @Test
    void aWaitingEntryWhoseRowIsGoneIsForgotten() {
        // Given
        exists("e1");
        var lane = new LaneKey("dev", "e1");
        new PendingStore(rows).move(lane, Due.FIRST, new Due(5, "msg_1"), 2);

        // When
        desk = desk();
        desk.visit();

        // Then
        assertThat(left(PendingKey.WAITING)).isZero();
        assertThat(inFlight.count()).isZero();
    }

    /// Visits until nothing is under way and nothing is due.
    private void settle() {
        await().atMost(SOON)
                .until(() -> {
                    desk.visit();
                    return inFlight.count() == 0;
                });
    }

    private void settleOne() {
        await().atMost(SOON)
                .until(() -> {
                    desk.visit();
                    return left(PendingKey.MARKER) == 1;
                });
    }

    private DeliveryDesk desk() {
        EndpointLog facts =
                fact -> {
                    if (fact.fact().equals("config/active")) {
                        exists(fact.aggregateId(), fact.valueJson().contains("true"));
                    }
                    return new EndpointLog.Append.Appended(0);
                };
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
                                facts,
                                new HealthReports(facts, clock)),
                        new Judgement(RetrySchedule.usual()),
                        Duration.ofSeconds(1),
                        new Courier.Chance(clock, new Random(3)));
        var limits = new DeliveryLimits(10, 2, 4, Duration.ofSeconds(1), MARKERS);
        return new DeliveryDesk(
                new DeliveryParts(codec, this, courier, inFlight, limits, SOON, clock),
                new PendingStore(rows));
    }

    private void take(String endpoint, String webhookId, long offset) {
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
                        "dev/contact/c1",
                        "{}");
        desk.take(codec.writer().encode(delivery), offset);
    }

    private void exists(String id) {
        exists(id, true);
    }

    private void exists(String id, boolean active) {
        endpoints.put(
                id,
                new Endpoint(
                        "dev",
                        id,
                        URI.create("https://" + id + ".example/hook"),
                        List.of("activity.created"),
                        null,
                        active,
                        List.of(new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODw==")),
                        List.of(0L),
                        Instant.EPOCH,
                        null));
    }

    private static Answer answer(int status) {
        return new Answer.Answered(status, "", new Answer.RetryAfter.Unnamed());
    }

    private int left(byte kind) {
        int count = 0;
        try (var all = rows.range(PendingKey.first(kind), PendingKey.last(kind))) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    private static KeyValueStore<byte[], byte[]> rows() {
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
