package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.ReferenceCodec;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Appends to the log as ingest does, and answers when the brokers have acknowledged.
final class Writer implements AutoCloseable {

    private final KafkaClientProperties properties;
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventCodec.AvroWriter<Activity> activities;
    private final ReferenceCodec.AvroWriter<Reference> references;
    private final int partitions;

    Writer(String bootstrapServers, SchemaRegistry registry, int partitions) {
        this.properties = new KafkaClientProperties(bootstrapServers, Passthrough.none());
        this.producer = new KafkaProducer<>(properties.producer("writer"));
        this.activities = new EventCodec(registry).writer();
        this.references = new ReferenceCodec(registry).writer();
        this.partitions = partitions;
    }

    Position append(Activity activity) throws Exception {
        RecordMetadata at = send(activity).get();
        return new Position(at.partition(), at.offset());
    }

    void appendAll(List<Activity> all) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Activity activity : all) {
            sent.add(send(activity));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    void append(Reference reference) throws Exception {
        producer.send(record(reference)).get();
    }

    /// As somebody who feeds the topic in transactions: a marker stands behind the record.
    void appendInATransaction(Reference reference) throws Exception {
        var settings = new HashMap<>(properties.producer("transactional"));
        settings.put("transactional.id", "transactional");
        settings.put("max.block.ms", 30_000);
        try (var transactional = new KafkaProducer<byte[], byte[]>(settings)) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(record(reference)).get();
            transactional.commitTransaction();
        }
    }

    private ProducerRecord<byte[], byte[]> record(Reference reference) {
        return new ProducerRecord<>(
                Topics.REFERENCES.name(),
                reference.recordKey().partition(partitions),
                reference.recordKey().bytes(),
                references.encode(reference));
    }

    private Future<RecordMetadata> send(Activity activity) {
        return producer.send(
                new ProducerRecord<>(
                        Topics.ACTIVITIES.name(),
                        activity.id().partition(partitions),
                        activity.recordKey().bytes(),
                        activities.encode(activity)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
