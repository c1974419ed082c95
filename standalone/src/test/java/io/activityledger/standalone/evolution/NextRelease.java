package io.activityledger.standalone.evolution;

import io.activityledger.schemas.HttpSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A release whose schema has a field more, as a process of its own: reads all of `activities` with
/// it, then appends a copy of the last record under another id, with that field set.
///
/// Arguments: brokers, registry, the schema's file, the new id. Prints `READ <record as JSON>`.
final class NextRelease {

    private static final String TOPIC = "activities";
    private static final int HEADER_BYTES = 5;

    private NextRelease() {}

    public static void main(String[] arguments) throws Exception {
        Schema schema = new Schema.Parser().parse(Path.of(arguments[2]).toFile());
        try (var registry = new HttpSchemaRegistryClient(URI.create(arguments[1]))) {
            int id = registry.register(TOPIC + "-value", schema.toString());
            List<ConsumerRecord<byte[], byte[]>> records = records(arguments[0]);
            GenericRecord last = null;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                last = decoded(record.value(), schema, registry);
                System.out.println("READ " + last);
            }
            append(arguments[0], records.getLast(), framed(id, changed(last, arguments[3])));
        }
    }

    private static GenericRecord changed(GenericRecord record, String id) {
        record.put("activity_id", id);
        record.put("title", "of the next release");
        record.put("channel", "phone");
        return record;
    }

    private static GenericRecord decoded(
            byte[] value, Schema reader, HttpSchemaRegistryClient registry) throws Exception {
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        Schema writer = new Schema.Parser().parse(registry.schemaById(id).orElseThrow());
        var bytes =
                DecoderFactory.get()
                        .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
        return new GenericDatumReader<GenericRecord>(writer, reader).read(null, bytes);
    }

    private static byte[] framed(int id, GenericRecord record) throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(id).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static void append(String brokers, ConsumerRecord<byte[], byte[]> place, byte[] value)
            throws Exception {
        var bytes = new ByteArraySerializer();
        Map<String, Object> properties = Map.of("bootstrap.servers", brokers);
        try (var producer = new KafkaProducer<>(properties, bytes, bytes)) {
            producer.send(new ProducerRecord<>(TOPIC, place.partition(), place.key(), value)).get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String brokers) {
        var bytes = new ByteArrayDeserializer();
        Map<String, Object> properties = Map.of("bootstrap.servers", brokers);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            var partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(it -> new TopicPartition(TOPIC, it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
