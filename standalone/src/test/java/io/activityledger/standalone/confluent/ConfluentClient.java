package io.activityledger.standalone.confluent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// A client that has Confluent's classes and nothing of ours: reads all of `activities`, then
/// appends a copy of the last record under another id.
///
/// Arguments: brokers, registry, the new id. Prints `READ <record as JSON>` and `WROTE <offset>`.
public final class ConfluentClient {

    private static final String TOPIC = "activities";
    private static final String SERDES = "io.confluent.kafka.serializers.";
    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";

    private ConfluentClient() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> common = new HashMap<>();
        common.put("bootstrap.servers", arguments[0]);
        common.put("schema.registry.url", arguments[1]);
        List<ConsumerRecord<byte[], GenericRecord>> records = read(common);
        for (ConsumerRecord<byte[], GenericRecord> record : records) {
            System.out.println("READ " + record.value());
        }
        System.out.println("WROTE " + append(common, records.getLast(), arguments[2]));
    }

    private static List<ConsumerRecord<byte[], GenericRecord>> read(Map<String, Object> common) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("key.deserializer", BYTES + "Deserializer");
        properties.put("value.deserializer", SERDES + "KafkaAvroDeserializer");
        List<ConsumerRecord<byte[], GenericRecord>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<byte[], GenericRecord>(properties)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(it -> new TopicPartition(TOPIC, it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static long append(
            Map<String, Object> common, ConsumerRecord<byte[], GenericRecord> model, String id)
            throws Exception {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("key.serializer", BYTES + "Serializer");
        properties.put("value.serializer", SERDES + "KafkaAvroSerializer");
        GenericRecord record = model.value();
        record.put("activity_id", id);
        record.put("title", "from Confluent's serializer");
        try (var producer = new KafkaProducer<byte[], GenericRecord>(properties)) {
            return producer.send(
                            new ProducerRecord<>(TOPIC, model.partition(), model.key(), record))
                    .get()
                    .offset();
        }
    }
}
