package io.activityledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesIT {

    /// A feeder's own: other order, a promoted number, a nullable text, a field of its own.
    private static final String FOREIGN_SCHEMA =
            """
            {"type":"record","name":"Reference","namespace":"io.activityledger.events","fields":[
              {"name":"lsn","type":"long"},
              {"name":"attributes_json","type":["null","string"]},
              {"name":"recorded_at","type":"int"},
              {"name":"id","type":"string"},
              {"name":"kind","type":"string"},
              {"name":"workspace_id","type":"string"}]}\
            """;

    @TempDir static Path temp;

    private static EmbeddedBroker broker;
    private static RegistryOverHttp registry;
    private static RunningIngest first;
    private static RunningIngest second;

    @BeforeAll
    static void start() throws Exception {
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        broker = new EmbeddedBroker(settings).start();
        registry = new RegistryOverHttp(new FakeSchemaRegistry());
        first = run("first").ready();
        second = run("second").ready();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        registry.close();
        broker.close();
    }

    @Test
    void whatOneInstanceIsToldTheOtherShowsAtOnce() {
        for (int round = 0; round < 20; round++) {
            // Given
            String path = "/v1/deals/shared-" + round;
            Answer before = second.client().get(path);
            first.client().put(path, "{\"amount\":1.10}");

            // When
            Answer after = second.client().get(path);
            first.client().put(path, "{\"amount\":2}");
            Answer replaced = second.client().get(path);

            // Then
            assertThat(before.status()).isEqualTo(404);
            assertThat(before.json().at("/error/code").asText()).isEqualTo("deal_not_found");
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.body())
                    .isEqualTo(
                            "{\"data\":{\"id\":\"shared-%d\",\"amount\":1.10}}".formatted(round));
            assertThat(replaced.body()).contains("\"amount\":2}");
        }
    }

    @Test
    void whatIsDeletedIsGoneEverywhereAndMayComeAnew() {
        for (int round = 0; round < 20; round++) {
            // Given
            String path = "/v1/contacts/gone-" + round;
            String about = "{\"type\":\"call\",\"contact_id\":\"gone-" + round + "\"}";
            first.client().put(path, "{}");

            // When
            Answer deleted = delete(second, path);
            Answer again = delete(second, path);

            // Then
            assertThat(deleted.status()).as(deleted.toString()).isEqualTo(204);
            assertThat(again.status()).isEqualTo(204);
            assertThat(first.client().get(path).status()).isEqualTo(404);
            assertThat(second.client().post("/v1/activities", about).status()).isEqualTo(404);
            assertThat(first.client().put(path, "{}").status()).isEqualTo(201);
            assertThat(first.client().put(path, "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void aCreatedContactIsKnownEverywhereUnderAnIdOfOurs() {
        // When
        Answer answer =
                first.client()
                        .post(
                                "/v1/contacts",
                                "{\"full_name\":\"Ada Lovelace\",\"phone\":\"1\",\"created_date\":\"x\"}");

        // Then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("Ledger-Adjusted")).contains("created_date");
        assertThat(answer.json().at("/data/last_name").asText()).isEqualTo("Lovelace");
        String id = answer.json().at("/data/id").asText();
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        Answer kept = second.client().get("/v1/contacts/" + id);
        assertThat(kept.json().at("/data/phone").asText()).isEqualTo("1");
        String about = "{\"type\":\"call\",\"contact_id\":\"" + id + "\"}";
        assertThat(second.client().post("/v1/activities", about).status()).isEqualTo(201);
    }

    @Test
    void fiveHundredContactsAndFiftyDealsComeAtOnce() {
        // Given
        String contacts = list("contacts", 500, "{\"full_name\":\"N\"}");
        String deals = list("deals", 50, "{\"name\":\"D\"}");

        // When
        Answer ofContacts = first.client().post("/v1/contacts/bulk", contacts);
        Answer ofDeals = first.client().post("/v1/deals/bulk", deals);

        // Then
        assertThat(ofContacts.status()).as(ofContacts.toString()).isEqualTo(201);
        assertThat(ofContacts.json().at("/data/created").asInt()).isEqualTo(500);
        assertThat(ofDeals.json().at("/data")).hasSize(50);
        String last = ofContacts.json().at("/data/contacts/499/id").asText();
        assertThat(second.client().get("/v1/contacts/" + last).status()).isEqualTo(200);
        assertThat(first.client().post("/v1/contacts/bulk", list("contacts", 501, "{}")).status())
                .isEqualTo(400);
    }

    @Test
    void aDealIsRefusedThatPointsAtNobody() {
        // Given
        first.client().put("/v1/contacts/main", "{}");
        String body = "{\"name\":\"D\",\"contact_id\":\"main\",\"related_company_id\":\"none\"}";

        // When
        Answer refused = first.client().post("/v1/deals", body);

        // Then
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("company_not_found");
        assertThat(first.client().post("/v1/deals", "{\"contact_id\":\"main\"}").status())
                .isEqualTo(400);
        first.client().put("/v1/companies/none", "{}");
        assertThat(first.client().post("/v1/deals", body).status()).isEqualTo(201);
    }

    @Test
    void whatAStockClientWritesWithItsOwnSchemaIsKnownAndItsTombstonesDelete() throws Exception {
        // Given
        String key = "dev/contact/cdc%20one";
        byte[] value = foreign("cdc one", "{\"full_name\":\"From elsewhere\"}");

        try (var feeder = feeder(Map.of())) {
            // When
            feeder.send(new ProducerRecord<>(Topics.REFERENCES.name(), key, value)).get();
            Answer known = first.client().get("/v1/contacts/cdc%20one");
            feeder.send(new ProducerRecord<>(Topics.REFERENCES.name(), key, null)).get();
            Answer gone = first.client().get("/v1/contacts/cdc%20one");

            // Then
            assertThat(known.body()).isEqualTo("{\"data\":{\"full_name\":\"From elsewhere\"}}");
            assertThat(gone.status()).isEqualTo(404);
        }
    }

    @Test
    void theMarkersOfTransactionsHoldNobodyUp() throws Exception {
        try (var feeder = feeder(Map.of("transactional.id", "cdc"))) {
            // Given
            feeder.initTransactions();
            feeder.beginTransaction();
            var sent =
                    feeder.send(
                            new ProducerRecord<>(Topics.REFERENCES.name(), "dev/contact/tx", null));
            feeder.commitTransaction();
            assertThat(sent).isDone();
        }

        // When
        long began = System.nanoTime();
        Answer missing = first.client().get("/v1/contacts/tx");
        Duration waited = Duration.ofNanos(System.nanoTime() - began);

        // Then
        assertThat(missing.status()).isEqualTo(404);
        assertThat(waited).isLessThan(Duration.ofSeconds(1));
        try (var third = run("third").ready()) {
            assertThat(third.client().get("/v1/contacts/tx").status()).isEqualTo(404);
        }
    }

    @Test
    void theTraceOfARequestStandsInTheRecordsHeaders() {
        // Given
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        // When
        ConsumerRecord<byte[], byte[]> traced = posted(parent);
        ConsumerRecord<byte[], byte[]> untraced = posted(parent.replace('a', 'A'));

        // Then
        assertThat(new String(traced.headers().lastHeader("traceparent").value(), UTF_8))
                .isEqualTo(parent);
        assertThat(new String(traced.headers().lastHeader("tracestate").value(), UTF_8))
                .isEqualTo("a=1");
        assertThat(untraced.headers()).isEmpty();
    }

    @Test
    void withoutTheRegistryIngestGoesOnAndAStrangersSchemaHoldsOnlyItsPartition() throws Exception {
        // Given
        var lonely = new RegistryOverHttp(new FakeSchemaRegistry());
        try (var ingest = run("lonely", lonely).ready()) {
            ingest.client().put("/v1/contacts/known", "{}");
            lonely.close();
            try (var feeder = feeder(Map.of())) {
                byte[] unheardOf = new byte[] {0, 0, 0, 99, 99, 2};
                var record =
                        new ProducerRecord<>(
                                Topics.REFERENCES.name(), 0, "dev/contact/x", unheardOf);
                feeder.send(record).get();
            }

            // When
            List<Integer> posts =
                    IntStream.range(0, 10)
                            .mapToObj(_ -> "{\"type\":\"call\",\"contact_id\":\"known\"}")
                            .map(body -> ingest.client().post("/v1/activities", body).status())
                            .toList();
            Answer elsewhere = ingest.client().put("/v1/contacts/" + idOnAnotherPartition(), "{}");

            // Then
            assertThat(posts).containsOnly(201);
            assertThat(elsewhere.status()).as(elsewhere.toString()).isEqualTo(201);
            assertThat(ingest.client().get("/health/live").status()).isEqualTo(200);
        }
    }

    private static String idOnAnotherPartition() {
        return IntStream.range(0, 100)
                .mapToObj(each -> "other-" + each)
                .filter(id ->
                        RecordKey.ofSubject("dev", Subject.contact(id))
                                        .partition(RunningIngest.PARTITIONS)
                                != 0)
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> posted(String traceparent) {
        var request =
                first.client()
                        .request("/v1/activities")
                        .header("traceparent", traceparent)
                        .header("tracestate", "a=1")
                        .POST(BodyPublishers.ofString("{\"type\":\"note\"}"));
        Answer answer = first.client().answer(request);
        Position at = answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow();
        var bytes = new ByteArrayDeserializer();
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var reader = new KafkaConsumer<>(properties, bytes, bytes)) {
            var partition = new TopicPartition(Topics.ACTIVITIES.name(), at.partition());
            reader.assign(List.of(partition));
            reader.seek(partition, at.offset());
            return reader.poll(Duration.ofSeconds(10)).records(partition).getFirst();
        }
    }

    /// What anybody has: a stock producer with keys as text.
    private static KafkaProducer<String, byte[]> feeder(Map<String, Object> more) {
        var properties = new HashMap<>(more);
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private static byte[] foreign(String id, String attributes) throws IOException {
        Schema schema = new Schema.Parser().parse(FOREIGN_SCHEMA);
        var record = new GenericData.Record(schema);
        record.put("lsn", 7L);
        record.put("attributes_json", attributes);
        record.put("recorded_at", (int) Instant.EPOCH.toEpochMilli());
        record.put("id", id);
        record.put("kind", "contact");
        record.put("workspace_id", "dev");
        var bytes = new ByteArrayOutputStream();
        try (var client = new HttpSchemaRegistryClient(registry.uri())) {
            var header = new DataOutputStream(bytes);
            header.writeByte(0);
            header.writeInt(client.register("references-value", FOREIGN_SCHEMA));
        }
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Answer delete(RunningIngest ingest, String path) {
        return ingest.client().answer(ingest.client().request(path).DELETE());
    }

    private static String list(String name, int size, String item) {
        return IntStream.range(0, size)
                .mapToObj(_ -> item)
                .collect(Collectors.joining(",", "{\"" + name + "\":[", "]}"));
    }

    private static RunningIngest run(String name) {
        return run(name, registry);
    }

    private static RunningIngest run(String name, RegistryOverHttp schemas) {
        return new RunningIngest(broker.bootstrapServers(), schemas.uri(), temp.resolve(name));
    }
}
