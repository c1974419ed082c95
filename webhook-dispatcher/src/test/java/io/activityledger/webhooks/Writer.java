package io.activityledger.webhooks;

import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Topics;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Appends to the log as ingest does.
final class Writer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final EventCodec.AvroWriter<Activity> activities;

    Writer(String bootstrapServers, SchemaRegistry registry) {
        var properties = new KafkaClientProperties(bootstrapServers, Passthrough.none());
        this.producer = new KafkaProducer<>(properties.producer("writer"));
        this.activities = new EventCodec(registry).writer();
    }

    /// Answers when the brokers have acknowledged it.
    void append(Activity activity) throws Exception {
        send(activity).get();
    }

    Future<RecordMetadata> send(Activity activity) {
        return producer.send(
                new ProducerRecord<>(
                        Topics.ACTIVITIES.name(),
                        activity.id().partition(Instance.PARTITIONS),
                        activity.recordKey().bytes(),
                        activities.encode(activity)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
