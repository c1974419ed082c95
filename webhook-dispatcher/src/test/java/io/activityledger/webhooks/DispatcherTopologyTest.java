package io.activityledger.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.WebhookDeliveryCodec;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.attempts.Written;
import io.activityledger.webhooks.delivery.Courier;
import io.activityledger.webhooks.delivery.DeliveryLimits;
import io.activityledger.webhooks.delivery.DeliveryMeters;
import io.activityledger.webhooks.delivery.DeliveryParts;
import io.activityledger.webhooks.delivery.DeliveryTopology;
import io.activityledger.webhooks.delivery.Desks;
import io.activityledger.webhooks.delivery.Disabling;
import io.activityledger.webhooks.delivery.HealthReports;
import io.activityledger.webhooks.delivery.InFlight;
import io.activityledger.webhooks.delivery.Judgement;
import io.activityledger.webhooks.delivery.RetrySchedule;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.EndpointLog;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.endpoint.Endpoints;
import io.activityledger.webhooks.matching.MatchingTopology;
import io.activityledger.webhooks.receiver.Answer;
import io.activityledger.webhooks.receiver.Receivers;
import io.activityledger.webhooks.receiver.Shipment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both stages over the real stores, on one thread.
class DispatcherTopologyTest implements Endpoints, Receivers {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path directory;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final EventCodec.AvroWriter<Activity> activities = new EventCodec(schemas).writer();
    private final List<Shipment> shipped = new CopyOnWriteArrayList<>();
    private final InFlight inFlight = new InFlight(100, 50);
    private KafkaStoreMemory.Shared memory;
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        memory =
                new KafkaStoreMemory.Shared(
                        DispatchSettings.read(new SettingsReader(Map.of()), "TEST").streams());
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "topology-test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.putAll(memory.properties());
        driver = new TopologyTestDriver(topology(), properties);
    }

    @AfterEach
    void stop() {
        driver.close();
        memory.close();
    }

    @Test
    void theStagesMeetOnATopicOnly() {
        // When
        var described = topology().describe();

        // Then
        assertThat(described.subtopologies()).hasSize(2);
        assertThat(described.globalStores()).isEmpty();
    }

    @Test
    void anActivityThatIsPipedInReachesItsReceiverOnceHoweverOftenItIsRead() {
        // Given
        Activity plain = Activities.some().about("c1").build();
        Activity keyed = Activities.some().about("c2").keyed("k").build();

        // When
        pipe(plain);
        pipe(keyed);
        pipe(keyed);
        pipe(plain);
        settle();

        // Then
        assertThat(shipped).hasSize(2);
        assertThat(shipped).extracting(Shipment::webhookId).doesNotHaveDuplicates();
    }

    private void settle() {
        await().atMost(SOON)
                .until(() -> {
                    driver.advanceWallClockTime(Duration.ofMillis(20));
                    return inFlight.count() == 0;
                });
    }

    private void pipe(Activity activity) {
        driver.createInputTopic(
                        Topics.ACTIVITIES.name(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())
                .pipeInput(activity.recordKey().bytes(), activities.encode(activity));
    }

    private Topology topology() {
        var clock = TestClock.atNoon();
        var deliveries = new WebhookDeliveryCodec(schemas);
        EndpointLog facts = _ -> new EndpointLog.Append.Appended(0);
        var meters = new DeliveryMeters(new Metrics(), clock);
        var courier =
                new Courier(
                        new Courier.Ports(
                                this,
                                this,
                                (_, _) -> new Written.Acknowledged(),
                                (_, _, _) -> new Written.Acknowledged(),
                                new Disabling(
                                        this, facts, (_, _) -> new Written.Acknowledged(), clock),
                                new HealthReports(facts, clock),
                                meters),
                        new Judgement(RetrySchedule.usual()),
                        Duration.ofSeconds(1),
                        new Courier.Chance(clock, new Random(5)));
        return DispatcherTopology.of(
                new MatchingTopology(
                        new RecordJudge(new EventCodec(schemas), 1),
                        this,
                        deliveries.writer()::encode),
                new DeliveryTopology(
                        new DeliveryParts(
                                deliveries,
                                this,
                                courier,
                                inFlight,
                                meters,
                                new Desks(),
                                new DeliveryParts.Commands(
                                        new FactCodec(Topics.WEBHOOK_COMMANDS, schemas),
                                        (_, _, _) -> () -> {}),
                                DeliveryLimits.read(new SettingsReader(Map.of()), "TEST"),
                                SOON,
                                new DeliveryParts.Time(clock, System::nanoTime))));
    }

    @Override
    public Answer deliver(Shipment shipment) {
        shipped.add(shipment);
        return new Answer.Answered(200, "", new Answer.RetryAfter.Unnamed());
    }

    @Override
    public List<Endpoint> of(String workspaceId) {
        return List.of(
                new Endpoint(
                        "dev",
                        "e1",
                        URI.create("https://e1.example/hook"),
                        List.of("activity.created"),
                        null,
                        true,
                        List.of(new EndpointSecret("whsec_AAECAwQFBgcICQoLDA0ODw==")),
                        List.of(0L),
                        Instant.EPOCH,
                        null));
    }

    @Override
    public Optional<Endpoint> find(String workspaceId, String endpointId) {
        return of(workspaceId).stream().findFirst();
    }

    @Override
    public void catchUp() {}
}
