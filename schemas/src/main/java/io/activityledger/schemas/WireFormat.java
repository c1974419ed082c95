package io.activityledger.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/// What precedes the Avro bytes of a value, and how are bytes of an older or newer schema read?
/// Confluent's format: a zero byte, the schema's id in four bytes, Avro binary.
///
/// Safe for many threads: what the registry answers is kept for good, since an id never changes its
/// schema.
final class WireFormat {

    static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final byte MAGIC = 0;

    private final Schema readerSchema;
    private final SchemaRegistry registry;
    private final Map<Integer, Schema> writerSchemas = new ConcurrentHashMap<>();

    WireFormat(Schema readerSchema, SchemaRegistry registry) {
        this.readerSchema = readerSchema;
        this.registry = registry;
    }

    /// Registers our schema and answers its id; the only call that writes to the registry.
    int pin(String subject) {
        int id = registry.register(subject, readerSchema.toString());
        writerSchemas.put(id, readerSchema);
        return id;
    }

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
    }

    /// A decoder over `value` that delivers fields as our own schema has them; empty with the
    /// reason in `refusal`.
    ResolvingDecoder decoder(byte[] value) {
        if (value.length < HEADER_BYTES || value[0] != MAGIC) {
            throw new Unreadable("no Confluent wire format: the first byte is not 0");
        }
        int schemaId = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        Decoder plain =
                DecoderFactory.get()
                        .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
        try {
            return DecoderFactory.get()
                    .resolvingDecoder(writerSchema(schemaId), readerSchema, plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Schema writerSchema(int id) {
        Schema known = writerSchemas.get(id);
        if (known != null) {
            return known;
        }
        Optional<String> text = registry.schemaById(id);
        if (text.isEmpty()) {
            throw new Unreadable("the schema registry knows no schema " + id);
        }
        try {
            Schema parsed = new Schema.Parser().parse(text.get());
            writerSchemas.put(id, parsed);
            return parsed;
        } catch (SchemaParseException noAvro) {
            throw new Unreadable("schema " + id + " is no Avro schema: " + noAvro.getMessage());
        }
    }

    /// These bytes are not what the topic holds; says why.
    static final class Unreadable extends RuntimeException {
        Unreadable(String reason) {
            super(reason);
        }
    }
}
