package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class EventCodecTest {

    private final FakeRegistry registry = new FakeRegistry();
    private final EventCodec codec = new EventCodec(registry);

    @Test
    void whatIsWrittenReadsBack() {
        byte[] full = codec.writer().encode(SampleActivities.full());
        byte[] bare = codec.writer().encode(SampleActivities.bare());

        assertThat(codec.decode(full)).isEqualTo(new Decoded.Value<>(SampleActivities.full()));
        assertThat(codec.decode(bare)).isEqualTo(new Decoded.Value<>(SampleActivities.bare()));
    }

    @Test
    void avrosOwnReaderFindsEachFieldWhereTheSchemaSaysItIs() throws IOException {
        byte[] bytes = codec.writer().encode(SampleActivities.full());
        var reader = new GenericDatumReader<GenericRecord>(Schemas.ACTIVITY_CREATED);

        GenericRecord event =
                reader.read(
                        null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));

        assertThat(event.toString())
                .isEqualTo(
                        """
                        {"activity_id": "01963b5e-1234-7abc-8def-0123456789ab", "workspace_id": "dev", \
                        "type": "call", "occurred_at": 1776427200123, "recorded_at": 1776427200128, \
                        "source": "leadlex", "created_by": "user-1", "title": "Title", \
                        "description": "Körper 😀", "contact_id": "c1", "deal_id": "d1", "company_id": "co1", \
                        "entity_type": "campaign", "entity_id": "cmp_1", "entity_name": "Q2", \
                        "owner_id": "owner", "due_at": 1776427260123, "completed_at": 1776427290123, \
                        "metadata_json": "{\\"n\\":1.10}", "idempotency_key": "key", \
                        "request_fingerprint": "print", "external_id": "ext", "contact_ids": ["c1", "c2"], \
                        "tags": ["a", "b"], "is_done": true, "extra": {"category": "OTHER"}}\
                        """);
    }

    @Test
    void theBytesAreConfluentsWireFormatUnderTheTopicsValueSubject() {
        byte[] bytes = codec.writer().encode(SampleActivities.full());

        assertThat(ByteBuffer.wrap(bytes).get()).isZero();
        assertThat(registry.subjects.get(ByteBuffer.wrap(bytes, 1, 4).getInt()))
                .isEqualTo("activities-value");
    }

    @Test
    void everyReleasedSchemaReadsTodaysEventsAndIsReadByTodaysCode() throws IOException {
        Map<String, Schema> subjects =
                Map.of(
                        "activities-value", Schemas.ACTIVITY_CREATED,
                        "references-value", Schemas.REFERENCE,
                        "webhook-endpoints-value", Schemas.FACT,
                        "webhook-commands-value", Schemas.FACT,
                        "webhook-deliveries-value", Schemas.WEBHOOK_DELIVERY,
                        "webhook-attempts-value", Schemas.WEBHOOK_ATTEMPT,
                        "api-keys-value", Schemas.FACT,
                        "workspaces-value", Schemas.FACT);
        for (String subject : subjects.keySet()) {
            Schema today = subjects.get(subject);
            List<Schema> released = history(subject);

            assertThat(released)
                    .as(
                            "copy the new schema beside those in src/test/resources/history/%s",
                            subject)
                    .contains(today);
            assertThat(released)
                    .allSatisfy(then -> {
                        assertThat(canRead(today, then)).as("today reads %s", then).isTrue();
                        assertThat(canRead(then, today)).as("%s reads today", then).isTrue();
                    });
        }
    }

    @Test
    void anEventOfALaterSchemaIsReadWithoutItsNewField() throws IOException {
        Schema later = withField(SchemaBuilder.builder().nullType());
        var event = new GenericData.Record(later);
        GenericRecord today = generic(codec.writer().encode(SampleActivities.full()));
        today.getSchema().getFields().forEach(f -> event.put(f.name(), today.get(f.name())));

        byte[] bytes = framed(registry.register("activities-value", later.toString()), event);

        assertThat(codec.decode(bytes)).isEqualTo(new Decoded.Value<>(SampleActivities.full()));
    }

    @Test
    void damagedBytesAreUnreadableAndNothingElse() {
        byte[] sound = codec.writer().encode(SampleActivities.full());
        var dice = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = sound.clone();
            for (int flips = 1 + dice.nextInt(4); flips > 0; flips--) {
                damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt(256);
            }
            int length = dice.nextBoolean() ? damaged.length : dice.nextInt(damaged.length);

            assertThat(codec.decode(java.util.Arrays.copyOf(damaged, length)))
                    .isInstanceOfAny(Decoded.Value.class, Decoded.Unreadable.class);
        }
    }

    @Test
    void aTextThatClaimsTwoGigabytesIsRefusedBeforeMemoryIsSetAside() {
        byte[] claim = {0, 0, 0, 0, 0, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        byte[] sound = codec.writer().encode(SampleActivities.full());
        System.arraycopy(sound, 0, claim, 0, 5);

        assertThat(codec.decode(claim)).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void anUnknownSchemaIdIsUnreadableButASilentRegistryIsNot() {
        byte[] foreign = {0, 0, 0, 77, 77, 1, 2, 3};

        assertThat(codec.decode(foreign))
                .isEqualTo(new Decoded.Unreadable<>("the schema registry knows no schema 19789"));
        registry.silent = true;
        assertThatThrownBy(() -> codec.decode(new byte[] {0, 0, 0, 78, 78, 1}))
                .isInstanceOf(SchemaRegistry.Unavailable.class);
    }

    @Test
    void aReferenceReadsBack() {
        var references = new ReferenceCodec(registry);
        var jane =
                new Reference(
                        "dev",
                        Subject.Kind.CONTACT,
                        "c1",
                        SampleActivities.NOON,
                        "{\"name\":\"J\"}");

        byte[] bytes = references.writer().encode(jane);

        assertThat(references.decode(bytes)).isEqualTo(new Decoded.Value<>(jane));
    }

    private static boolean canRead(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static List<Schema> history(String subject) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/history", subject))) {
            return files.sorted()
                    .map(file -> {
                        try {
                            return new Schema.Parser().parse(file.toFile());
                        } catch (IOException unreadable) {
                            throw new java.io.UncheckedIOException(unreadable);
                        }
                    })
                    .toList();
        }
    }

    private static Schema withField(Schema type) {
        List<Schema.Field> fields =
                Stream.concat(
                                Stream.of(
                                        new Schema.Field(
                                                "sentiment",
                                                type,
                                                null,
                                                Schema.Field.NULL_DEFAULT_VALUE)),
                                Schemas.ACTIVITY_CREATED.getFields().stream()
                                        .map(f -> new Schema.Field(f, f.schema())))
                        .toList();
        Schema now = Schemas.ACTIVITY_CREATED;
        return Schema.createRecord(now.getName(), null, now.getNamespace(), false, fields);
    }

    private static GenericRecord generic(byte[] bytes) throws IOException {
        var reader = new GenericDatumReader<GenericRecord>(Schemas.ACTIVITY_CREATED);
        return reader.read(
                null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }

    private static byte[] framed(int schemaId, GenericRecord event) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(WireFormat.header(schemaId));
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
        return bytes.toByteArray();
    }

    /// A registry in memory that can fall silent.
    private static final class FakeRegistry implements SchemaRegistry {

        final Map<Integer, String> subjects = new HashMap<>();
        private final Map<Integer, String> schemas = new HashMap<>();
        boolean silent;

        @Override
        public int register(String subject, String schema) {
            int id = 0x0101 + schemas.size();
            subjects.put(id, subject);
            schemas.put(id, schema);
            return id;
        }

        @Override
        public Optional<String> schemaById(int id) {
            if (silent) {
                throw new Unavailable("silent");
            }
            return Optional.ofNullable(schemas.get(id));
        }
    }
}
