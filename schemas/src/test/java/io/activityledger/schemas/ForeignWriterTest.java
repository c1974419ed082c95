package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class ForeignWriterTest {

    private static final int OURS = 9;

    private final EventCodec codec = new EventCodec(new OneSchema());
    private final List<String> topics = new ArrayList<>();

    @Test
    void whatAnotherSerializerWritesIsByteForByteWhatWeWouldWrite() {
        // Given
        var foreign = codec.writer((topic, record) -> serialized(topic, record, OURS));
        topics.clear();
        // When
        byte[] full = foreign.encode(SampleActivities.full());
        byte[] bare = foreign.encode(SampleActivities.bare());
        // Then
        assertThat(full).isEqualTo(codec.writer().encode(SampleActivities.full()));
        assertThat(bare).isEqualTo(codec.writer().encode(SampleActivities.bare()));
        assertThat(topics).containsExactly("activities", "activities");
    }

    @Test
    void aSerializerThatWritesUnderAnotherIdIsRefusedBeforeTheFirstRecord() {
        assertThatThrownBy(() -> codec.writer((topic, record) -> serialized(topic, record, 10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("activities");
        assertThatThrownBy(() -> codec.writer((_, _) -> new byte[0]))
                .isInstanceOf(IllegalStateException.class);
    }

    private byte[] serialized(String topic, Object value, int id) {
        topics.add(topic);
        var record = (GenericRecord) value;
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static final class OneSchema implements SchemaRegistry {

        @Override
        public int register(String subject, String schema) {
            return OURS;
        }

        @Override
        public Optional<String> schemaById(int id) {
            return Optional.empty();
        }
    }
}
