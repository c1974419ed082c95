package io.activityledger.webhooks.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.kafka.KafkaOffsetListing;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Fact.Aggregate;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.webhooks.endpoint.EndpointLog.Append;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaEndpointsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final EndpointLimits LIMITS =
            EndpointLimits.read(new SettingsReader(Map.of()), "LEDGER_WEBHOOKS");
    private static final int ACTIVITY_PARTITIONS = 4;

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private EmbeddedBrokerSettings brokerSettings;
    private EmbeddedBroker broker;
    private KafkaClientProperties kafka;
    private EndOffsets ends;
    private KafkaEndpointLog log;

    @BeforeEach
    void open() throws Exception {
        brokerSettings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        broker = new EmbeddedBroker(brokerSettings).start();
        kafka = new KafkaClientProperties(broker.bootstrapServers(), Passthrough.none());
        Admin admin = opened(Admin.create(kafka.admin("admin")));
        admin.createTopics(List.of(topic(Topics.WEBHOOK_ENDPOINTS), topic(Topics.ACTIVITIES)))
                .all()
                .get();
        ends = opened(new EndOffsets(new KafkaOffsetListing(admin, Duration.ofSeconds(2))));
        ends.start();
        log =
                opened(
                        new KafkaEndpointLog(
                                () -> new KafkaProducer<>(kafka.producer("endpoints")),
                                () ->
                                        new FactCodec(Topics.WEBHOOK_ENDPOINTS, schemas).writer()
                                                ::encode,
                                LIMITS));
        log.open();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        broker.close();
    }

    @Test
    void whatIsAppendedIsAppliedAndReadAgainByWhoeverStartsLater() throws Exception {
        // Given
        KafkaEndpoints ada = start();
        Endpoint kept = endpoint();
        Endpoint deleted = endpoint();

        // When
        append(Facts.created(kept));
        append(Facts.created(deleted));
        long last = append(EndpointFacts.deleted(deleted, Facts.NOON, "ada"));
        boolean applied = ada.awaitApplied(last, System.nanoTime() + PATIENCE.toNanos());
        KafkaEndpoints bob = start();
        bob.catchUp();

        // Then
        assertThat(applied).isTrue();
        assertThat(ada.of("acme")).containsExactly(kept);
        assertThat(bob.of("acme")).containsExactly(kept);
        assertThat(bob.find("acme", kept.id()).orElseThrow().secrets())
                .containsExactly(Facts.SHOWN);
        assertThat(bob.readiness()).isEqualTo(new Readiness.Ready());
        assertThat(ada.awaitApplied(last + 1, System.nanoTime())).isFalse();
    }

    @Test
    void catchingUpSeesEverythingThatStoodThere() throws Exception {
        // Given
        KafkaEndpoints ada = start();
        List<Endpoint> seen = new ArrayList<>();
        List<Endpoint> written = new ArrayList<>();

        // When
        for (int round = 0; round < 50; round++) {
            Endpoint next = endpoint();
            append(Facts.created(next));
            ada.catchUp();
            written.add(next);
            ada.find("acme", next.id()).ifPresent(seen::add);
        }

        // Then
        assertThat(seen).isEqualTo(written);
    }

    @Test
    void whatIsNoFactIsPassedOverAndCounted() throws Exception {
        // Given
        KafkaEndpoints ada = start();
        Endpoint sound = endpoint();
        Fact moved = Facts.created(endpoint());
        byte[] value = new FactCodec(Topics.WEBHOOK_ENDPOINTS, schemas).writer().encode(moved);

        // When
        produce("no/webhook/key/created".getBytes(UTF_8), value);
        produce(moved.recordKey(Aggregate.WEBHOOK).bytes(), new byte[] {0, 0, 0, 9, 9, 1});
        produce(moved.recordKey(Aggregate.WEBHOOK).bytes(), null);
        append(Facts.fact(moved.aggregateId(), "created", "{}"));
        append(Facts.created(sound));
        ada.catchUp();

        // Then
        assertThat(ada.of("acme")).containsExactly(sound);
        assertThat(ada.skipped()).isEqualTo(3);
    }

    @Test
    void aRegistryThatIsAwayIsWaitedForAndNothingIsPassedOver() throws Exception {
        // Given
        Endpoint one = endpoint();
        append(Facts.created(one));
        schemas.goDown();
        KafkaEndpoints ada = endpoints();
        ada.start();
        Readiness.State before = ada.readiness();
        CaughtUp unread = ada.freshened(Duration.ofMillis(100));

        // When
        schemas.comeBack();
        await().atMost(SOON).until(() -> ada.readiness() instanceof Readiness.Ready);

        // Then
        assertThat(before).isInstanceOf(Readiness.NotReady.class);
        assertThat(unread).isInstanceOf(CaughtUp.Unread.class);
        assertThat(ada.of("acme")).containsExactly(one);
        assertThat(ada.skipped()).isZero();
    }

    @Test
    void whileTheBrokerIsAwayAnswersComeInTimeAndAfterwardsItGoesOn() throws Exception {
        // Given
        KafkaEndpoints ada = start();
        var activityEnds = new KafkaActivityEnds(ends, ACTIVITY_PARTITIONS, LIMITS.patience());
        Endpoint before = endpoint();
        Endpoint after = endpoint();
        append(Facts.created(before));
        ada.catchUp();
        ActivityEnds.Ends with = activityEnds.now();

        // When
        broker.close();
        long began = System.nanoTime();
        Append away = log.append(Facts.created(after));
        ActivityEnds.Ends without = activityEnds.now();
        CaughtUp reading = ada.freshened(LIMITS.patience());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<Endpoint> meanwhile = ada.of("acme");
        broker = new EmbeddedBroker(brokerSettings).start();
        await().atMost(SOON)
                .until(() -> log.append(Facts.created(after)) instanceof Append.Appended);
        await().atMost(SOON).until(() -> ada.find("acme", after.id()).isPresent());

        // Then
        assertThat(with).isEqualTo(new ActivityEnds.Ends.Known(List.of(0L, 0L, 0L, 0L)));
        assertThat(away).isInstanceOf(Append.Unavailable.class);
        assertThat(without).isInstanceOf(ActivityEnds.Ends.Unknown.class);
        assertThat(reading).isInstanceOf(CaughtUp.Behind.class);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(meanwhile).containsExactly(before);
        assertThat(ada.readiness()).isEqualTo(new Readiness.Ready());
    }

    @Test
    void whoCannotCatchUpSaysSo() throws Exception {
        // Given
        KafkaEndpoints neverStarted =
                new KafkaEndpoints(source(), Facts.secrets(), Duration.ofMillis(200));
        append(Facts.created(endpoint()));

        // When / Then
        assertThatThrownBy(neverStarted::catchUp).isInstanceOf(EndpointsUnread.class);
    }

    private KafkaEndpoints start() {
        KafkaEndpoints endpoints = endpoints();
        endpoints.start();
        await().atMost(SOON).until(() -> endpoints.readiness() instanceof Readiness.Ready);
        return endpoints;
    }

    private KafkaEndpoints endpoints() {
        return opened(new KafkaEndpoints(source(), Facts.secrets(), PATIENCE));
    }

    private KafkaEndpoints.Source source() {
        return new KafkaEndpoints.Source(
                () -> new KafkaConsumer<>(kafka.consumer("endpoints")),
                new FactCodec(Topics.WEBHOOK_ENDPOINTS, schemas),
                ends);
    }

    private long append(Fact fact) {
        Append append = log.append(fact);
        assertThat(append).isInstanceOf(Append.Appended.class);
        return ((Append.Appended) append).offset();
    }

    private void produce(byte[] key, byte[] value) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.producer("stranger"))) {
            producer.send(new ProducerRecord<>(Topics.WEBHOOK_ENDPOINTS.name(), 0, key, value))
                    .get();
        }
    }

    private static Endpoint endpoint() {
        return Facts.endpoint(UUID.randomUUID().toString(), Facts.NOON);
    }

    private static NewTopic topic(Topics.Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(ACTIVITY_PARTITIONS), (short) 1)
                .configs(topic.config());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }
}
