package io.activityledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.ReferenceCodec;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whoever feeds the topic of references by other ways than ours is understood, or harms nobody.
class ReferencesFeedIT {

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

    @RegisterExtension static final IngestHouse HOUSE = new IngestHouse("first");

    @Test
    void whatAnotherProducerPutJustBeforeIsKnown() throws Exception {
        try (var elsewhere =
                new KafkaProducer<byte[], byte[]>(HOUSE.kafka().producer("elsewhere"))) {
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
    void whatIsNoReferenceIsPassedOver() throws Exception {
        try (var elsewhere =
                new KafkaProducer<byte[], byte[]>(HOUSE.kafka().producer("elsewhere"))) {
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
    void whatAStockClientWritesWithItsOwnSchemaIsKnownAndItsTombstonesDelete() throws Exception {
        // Given
        String key = "dev/contact/cdc%20one";
        byte[] value = foreign("cdc one", "{\"full_name\":\"From elsewhere\"}");

        try (var feeder = feeder(Map.of())) {
            // When
            feeder.send(new ProducerRecord<>(Topics.REFERENCES.name(), key, value)).get();
            Answer known = first().client().get("/v1/contacts/cdc%20one");
            feeder.send(new ProducerRecord<>(Topics.REFERENCES.name(), key, null)).get();
            Answer gone = first().client().get("/v1/contacts/cdc%20one");

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
        Answer missing = first().client().get("/v1/contacts/tx");
        Duration waited = Duration.ofNanos(System.nanoTime() - began);

        // Then
        assertThat(missing.status()).isEqualTo(404);
        assertThat(waited).isLessThan(Duration.ofSeconds(1));
        try (var third = HOUSE.run("third").ready()) {
            assertThat(third.client().get("/v1/contacts/tx").status()).isEqualTo(404);
        }
    }

    @Test
    void withoutTheRegistryIngestGoesOnAndAStrangersSchemaHoldsOnlyItsPartition() throws Exception {
        // Given
        var lonely = new RegistryOverHttp(new FakeSchemaRegistry());
        try (var ingest = HOUSE.run("lonely", lonely).ready()) {
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

    private static RunningIngest first() {
        return HOUSE.instance("first");
    }

    private static Answer post(String body) {
        return first().client().post("/v1/activities", body);
    }

    private static Answer put(String path, String body) {
        return first().client().put(path, body);
    }

    private static String about(String contact) {
        return "{\"type\":\"call\",\"contact_id\":\"" + contact + "\"}";
    }

    private static ProducerRecord<byte[], byte[]> reference(String id) {
        var reference = new Reference("dev", Subject.Kind.CONTACT, id, Instant.EPOCH, "{}");
        try (var client = new HttpSchemaRegistryClient(HOUSE.registry())) {
            byte[] value = new ReferenceCodec(client).writer().encode(reference);
            byte[] key = reference.recordKey().bytes();
            return new ProducerRecord<>(Topics.REFERENCES.name(), key, value);
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

    private static KafkaProducer<String, byte[]> feeder(Map<String, Object> more) {
        var properties = new HashMap<>(more);
        properties.put("bootstrap.servers", HOUSE.bootstrapServers());
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
        try (var client = new HttpSchemaRegistryClient(HOUSE.registry())) {
            var header = new DataOutputStream(bytes);
            header.writeByte(0);
            header.writeInt(client.register("references-value", FOREIGN_SCHEMA));
        }
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
