package io.activityledger.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/// How does a value become bytes on its topic and come back? Fields are written and read by hand in
/// the schema's order, which a test holds against the schema: no generated classes, no reflection.
///
/// Safe for many threads. Reading asks the registry for a schema id not seen before and throws
/// [SchemaRegistry.Unavailable] where it does not answer: that is no property of the record.
abstract class AvroCodec<T> {

    private static final int TYPICAL_BYTES = 512;

    private final Schema schema;
    private final WireFormat wire;
    private final Topics.Topic topic;

    AvroCodec(Schema schema, Topics.Topic topic, SchemaRegistry registry) {
        this.schema = schema;
        this.wire = new WireFormat(schema, registry);
        this.topic = topic;
    }

    abstract void write(T value, Encoder to) throws IOException;

    abstract T read(FieldReader fields) throws IOException;

    /// Asks the registry for our schema's id, once, so that writing never waits for a registry
    /// again.
    public final AvroWriter<T> writer() {
        byte[] header = WireFormat.header(wire.pin(topic.valueSubject()));
        return value -> encoded(header, value);
    }

    /// The same with another's serializer, which has to write the same: our schema's id and Avro.
    public final AvroWriter<T> writer(ValueSerializer serializer) {
        byte[] header = WireFormat.header(wire.pin(topic.valueSubject()));
        var foreign = new ForeignWriter(schema, topic.name(), serializer);
        foreign.check(header);
        return value -> foreign.rewritten(encoded(header, value));
    }

    /// The value in the bytes of a record, whatever compatible schema wrote it.
    public final Decoded<T> decode(byte[] bytes) {
        try {
            var fields = new FieldReader(wire.decoder(bytes));
            T value = read(fields);
            fields.finish();
            return new Decoded.Value<>(value);
        } catch (WireFormat.Unreadable | AvroRuntimeException | IOException notOurs) {
            return new Decoded.Unreadable<>(reason(notOurs));
        } catch (UnsupportedOperationException | IllegalArgumentException overLimit) {
            return new Decoded.Unreadable<>(reason(overLimit));
        }
    }

    /// A field of our own schema that `read` forgot: a test reads every schema.
    static IllegalStateException unknown(Schema.Field field) {
        return new IllegalStateException("no reader for the field " + field.name());
    }

    private static String reason(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private byte[] encoded(byte[] header, T value) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        bytes.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            write(value, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// Makes bytes of values, without asking anybody.
    public interface AvroWriter<T> {
        byte[] encode(T value);
    }

    /// Delivers the writer's fields; skips those we do not know and takes our defaults for those it
    /// did not.
    static final class FieldReader {

        private final ResolvingDecoder decoder;
        private final Schema.Field[] order;

        FieldReader(ResolvingDecoder decoder) throws IOException {
            this.decoder = decoder;
            this.order = decoder.readFieldOrder();
        }

        Schema.Field[] order() {
            return order;
        }

        ResolvingDecoder decoder() {
            return decoder;
        }

        void finish() throws IOException {
            decoder.drain();
        }
    }
}
