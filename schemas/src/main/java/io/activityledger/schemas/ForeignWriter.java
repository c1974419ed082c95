package io.activityledger.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.RandomData;

/// How are values written by somebody else's serializer? As generic records, read back from our own
/// bytes, so that each field is said in one place only.
///
/// Safe for many threads where the serializer is.
final class ForeignWriter {

    private static final long ANY_SEED = 7;

    private final Schema schema;
    private final String topic;
    private final ValueSerializer serializer;

    ForeignWriter(Schema schema, String topic, ValueSerializer serializer) {
        this.schema = schema;
        this.topic = topic;
        this.serializer = serializer;
    }

    /// Has the serializer ask for its schema id now rather than at the first write, and throws
    /// where what it writes is not what every reader of the topic expects: our id before Avro's
    /// bytes.
    void check(byte[] header) {
        Object sample = new RandomData(schema, 1, ANY_SEED).iterator().next();
        byte[] theirs = serializer.serialize(topic, sample);
        if (theirs.length < header.length
                || !Arrays.equals(theirs, 0, header.length, header, 0, header.length)) {
            throw new IllegalStateException(
                    "the serializer does not begin a value of %s with %s, the schema's id in the registry"
                            .formatted(topic, Arrays.toString(header)));
        }
    }

    byte[] rewritten(byte[] ours) {
        int from = WireFormat.HEADER_BYTES;
        var bytes = DecoderFactory.get().binaryDecoder(ours, from, ours.length - from, null);
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, bytes);
            return serializer.serialize(topic, requireNonNull(record));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
