package io.activityledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Positions;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.ReferenceCodec;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestApiIT {

    private static final String PATH = "/v1/activities";
    private static final int KAFKA = Ports.anyFree();
    private static final int CONTROLLER = Ports.anyFree();

    @TempDir static Path temp;

    private static EmbeddedBroker broker;
    private static RegistryOverHttp registry;
    private static RunningIngest ingest;
    private static KafkaClientProperties kafka;
    private static KafkaConsumer<byte[], byte[]> reader;

    @BeforeAll
    static void start() throws Exception {
        broker = startBroker();
        registry = new RegistryOverHttp(new FakeSchemaRegistry());
        kafka = new KafkaClientProperties(broker.bootstrapServers(), Passthrough.none());
        var impatient = new Passthrough(Map.of("fetch.max.wait.ms", "20"));
        var reading = new KafkaClientProperties(broker.bootstrapServers(), impatient);
        reader = new KafkaConsumer<>(reading.consumer("check"));
        ingest = run("first").ready();
    }

    @AfterAll
    static void stop() {
        ingest.close();
        reader.close();
        registry.close();
        broker.close();
    }

    @Test
    void whatIsAcknowledgedStandsOnTheLogExactlyAsAccepted() {
        // Given
        put("/v1/contacts/ada", "{}");
        put("/v1/deals/big", "{\"name\":\"Big\"}");

        // When
        Answer answer =
                post(
                        """
                        {"type":"call","title":"Hi 🙂","contact_id":"ada","deal_id":"big",
                         "metadata":{"n":1.10,"big":1152921504606846976},"tags":["x"]}\
                        """);

        // Then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        Position position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
        ConsumerRecord<byte[], byte[]> record = recordAt(position);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("dev/contact/ada");
        Activity activity = sound(record);
        assertThat(activity.id().prefixed())
                .isEqualTo(answer.json().at("/data/activity/id").asText());
        assertThat(activity.title()).isEqualTo("Hi 🙂");
        assertThat(activity.metadataJson()).isEqualTo("{\"n\":1.10,\"big\":1152921504606846976}");
        assertThat(activity.dealId()).isEqualTo("big");
        assertThat(activity.tags()).containsExactly("x");
        assertThat(activity.recordedAt()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void activitiesAboutNobodySpreadAndAreSoundWhereTheyStand() {
        // When
        List<Position> positions =
                IntStream.range(0, 40)
                        .mapToObj(_ -> post("{\"type\":\"note\"}"))
                        .map(answer -> answer.header(Position.HEADER).orElseThrow())
                        .map(text -> Position.parse(text).orElseThrow())
                        .toList();

        // Then
        assertThat(positions).extracting(Position::partition).contains(0, 1, 2, 3);
        assertThat(positions).allSatisfy(position -> sound(recordAt(position)));
    }

    @Test
    void whatAnotherProducerPutJustBeforeIsKnown() throws Exception {
        try (var elsewhere = new KafkaProducer<byte[], byte[]>(kafka.producer("elsewhere"))) {
            for (int each = 0; each < 20; each++) {
                // Given
                String id = "cdc-" + each;
                int before = post(about(id)).status();

                // When
                elsewhere.send(reference(id)).get();
                int after = post(about(id)).status();

                // Then
                assertThat(before).isEqualTo(404);
                assertThat(after).isEqualTo(201);
            }
        }
    }

    @Test
    void ofAThousandInOneBatchTheGoodOnesStandOnTheLogInTheirOrder() {
        // Given
        put("/v1/contacts/batched", "{}");
        String batch =
                IntStream.range(0, 1_000)
                        .mapToObj(each ->
                                "{\"type\":\"n%d\",\"contact_id\":\"%s\"}"
                                        .formatted(each, each % 100 == 7 ? "nobody" : "batched"))
                        .collect(Collectors.joining(",", "[", "]"));

        // When
        Answer answer = ingest.client().post("/v1/activities/batch", batch);

        // Then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().path("meta").toString())
                .isEqualTo("{\"created\":990,\"replayed\":0,\"rejected\":10}");
        List<Position> positions =
                answer.json().at("/data/results").findValuesAsText("position").stream()
                        .map(text -> Position.parse(text).orElseThrow())
                        .toList();
        assertThat(positions)
                .extracting(Position::partition)
                .containsOnly(positions.getFirst().partition());
        assertThat(positions).extracting(Position::offset).isSorted().doesNotHaveDuplicates();
        assertThat(answer.header(Position.HEADER).flatMap(Positions::parse))
                .contains(Positions.of(positions));
        assertThat(sound(recordAt(positions.getFirst())).type()).isEqualTo("n0");
        assertThat(sound(recordAt(positions.getLast())).type()).isEqualTo("n999");
    }

    @Test
    void reevosClientNamesAContactByItsEmailWhereverItStands() {
        for (int each = 0; each < 8; each++) {
            // Given
            String before = byEmail("jane" + each + "@example.com");
            int unknown = ingest.client().post("/api/v2/activity", before).status();
            put("/v1/contacts/jane-" + each, "{\"email\":\"Jane" + each + "@Example.com\"}");

            // When
            Answer answer = ingest.client().post("/reevo/api/v2/activity", before);

            // Then
            assertThat(unknown).isEqualTo(422);
            assertThat(answer.status()).isEqualTo(201);
            var position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
            assertThat(sound(recordAt(position)).contactId()).isEqualTo("jane-" + each);
        }
    }

    @Test
    void nodestashsClientWritesTheSameEvents() {
        // Given
        put("/v1/contacts/ct_1", "{}");

        // When
        Answer answer =
                ingest.client()
                        .post(
                                "/nodestash/v1/activities",
                                "{\"type\":\"task\",\"contact_id\":\"ct_1\",\"is_done\":true}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        var position = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
        Activity activity = sound(recordAt(position));
        assertThat(activity.source()).isEqualTo("nodestash");
        assertThat(activity.isDone()).isTrue();
        assertThat(answer.json().at("/data/id").asText()).isEqualTo(activity.id().compact());
    }

    @Test
    void whatIsNoReferenceIsPassedOver() throws Exception {
        try (var elsewhere = new KafkaProducer<byte[], byte[]>(kafka.producer("elsewhere"))) {
            // Given
            byte[] key = RecordKey.ofSubject("dev", Subject.contact("poison")).bytes();
            byte[] bytes = "no avro".getBytes(UTF_8);
            elsewhere.send(new ProducerRecord<>(Topics.REFERENCES.name(), key, bytes)).get();
        }

        // When
        Answer unknown = post(about("poison"));
        Answer put = put("/v1/contacts/poison", "{}");

        // Then
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(put.status()).isEqualTo(201);
        assertThat(post(about("poison")).status()).isEqualTo(201);
    }

    @Test
    void ofManyWhoPutTheSameAtOnceExactlyOneCreatesIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                // Given
                String path = "/functions/v1/api-gateway/v1/companies/same-" + round;
                Callable<Integer> putting = () -> put(path, "{\"a\":[1.0]}").status();

                // When
                var statuses =
                        threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> putting).toList());

                // Then
                assertThat(statuses).extracting(IngestApiIT::outcome).containsOnlyOnce(201);
                assertThat(statuses).extracting(IngestApiIT::outcome).containsOnly(200, 201);
            }
        }
    }

    @Test
    void aReferenceKeepsEveryFieldAndTheIdOfItsPath() {
        // When
        Answer answer = put("/v1/deals/a%2Fb", "{\"id\":\"x\",\"amount\":1.50,\"z\":{}}");

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"data\":{\"id\":\"a/b\",\"amount\":1.50,\"z\":{}}}");
        assertThat(put("/v1/deals/a%2Fb", "[]").status()).isEqualTo(400);
    }

    @Test
    void aSecondInstanceKnowsWhatTheFirstWasTold() {
        // Given
        put("/v1/contacts/shared", "{}");

        // When
        try (var second = run("second").ready()) {
            // Then
            assertThat(second.client().post(PATH, about("shared")).status()).isEqualTo(201);
            assertThat(second.client().put("/v1/contacts/shared", "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void withoutKafkaTheAnswerIs503InTimeAndAfterItsReturnAllIsWell() {
        // Given
        put("/v1/contacts/steady", "{}");
        assertThat(post(about("steady")).status()).isEqualTo(201);
        broker.close();

        // When
        List<Answer> answers = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (String body : List.of(about("steady"), "{\"type\":\"note\"}", about("nobody"))) {
            long began = System.nanoTime();
            answers.add(post(body));
            waits.add(Duration.ofNanos(System.nanoTime() - began));
        }
        answers.add(put("/v1/contacts/other", "{}"));
        answers.add(
                ingest.client()
                        .post("/v1/activities/batch", "[{\"type\":\"note\"},{\"type\":\"note\"}]"));
        broker = startBroker();

        // Then
        assertThat(answers).extracting(Answer::status).containsOnly(503);
        assertThat(answers).allSatisfy(it -> assertThat(it.header("Retry-After")).contains("1"));
        assertThat(waits).allSatisfy(it -> assertThat(it).isLessThan(Duration.ofSeconds(2)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> post(about("steady")).status() == 201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> post(about("nobody")).status() == 404);
    }

    private static int outcome(Future<Integer> status) {
        try {
            return status.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    private static EmbeddedBroker startBroker() {
        var settings = new EmbeddedBrokerSettings(temp.resolve("broker"), KAFKA, CONTROLLER);
        return new EmbeddedBroker(settings).start();
    }

    private static RunningIngest run(String name) {
        return new RunningIngest(broker.bootstrapServers(), registry.uri(), temp.resolve(name));
    }

    private static Answer post(String body) {
        return ingest.client().post(PATH, body);
    }

    private static Answer put(String path, String body) {
        return ingest.client().put(path, body);
    }

    private static String byEmail(String email) {
        return "{\"attributes\":{\"contact_ids\":[{\"related_record_match\":{\"email\":\""
                + email
                + "\"}}]}}";
    }

    private static String about(String contact) {
        return "{\"type\":\"call\",\"contact_id\":\"" + contact + "\"}";
    }

    private static ProducerRecord<byte[], byte[]> reference(String id) {
        var reference = new Reference("dev", Subject.Kind.CONTACT, id, Instant.EPOCH, "{}");
        try (var client = new HttpSchemaRegistryClient(registry.uri())) {
            byte[] value = new ReferenceCodec(client).writer().encode(reference);
            byte[] key = reference.recordKey().bytes();
            return new ProducerRecord<>(Topics.REFERENCES.name(), key, value);
        }
    }

    private static ConsumerRecord<byte[], byte[]> recordAt(Position position) {
        var at = new TopicPartition(Topics.ACTIVITIES.name(), position.partition());
        reader.assign(List.of(at));
        reader.seek(at, position.offset());
        return reader.poll(Duration.ofSeconds(10)).records(at).getFirst();
    }

    private static Activity sound(ConsumerRecord<byte[], byte[]> record) {
        try (var client = new HttpSchemaRegistryClient(registry.uri())) {
            var judge = new RecordJudge(new EventCodec(client), RunningIngest.PARTITIONS);
            return switch (judge.judge(record.key(), record.value(), record.partition())) {
                case RecordJudge.Verdict.Sound(Activity activity) -> activity;
                case RecordJudge.Verdict.Poison(String reason) -> throw new AssertionError(reason);
            };
        }
    }
}
