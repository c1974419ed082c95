package io.activityledger.timeline.projection;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/// How far has the consumer come, also over offsets that hold no record? Kafka Streams tells
/// processors of records only.
///
/// Made by each consumer of Kafka Streams for itself; called on the thread that polls and
/// processes.
public final class KafkaPolls implements ConsumerInterceptor<byte[], byte[]> {

    private static final String LISTENER = "ledger.polls.listener";

    private List<KafkaRestoreListener> listeners = List.of();

    /// What an application needs so that `listener` hears of its polls.
    public static Map<String, Object> heardBy(KafkaRestoreListener listener) {
        return Map.of(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                List.of(KafkaPolls.class.getName()),
                StreamsConfig.mainConsumerPrefix(LISTENER),
                listener);
    }

    @Override
    public void configure(Map<String, ?> properties) {
        if (properties.get(LISTENER) instanceof KafkaRestoreListener listener) {
            listeners = List.of(listener);
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        for (KafkaRestoreListener listener : listeners) {
            polled.nextOffsets()
                    .forEach((source, next) ->
                            listener.polled(source, last(polled.records(source)), next.offset()));
        }
        return polled;
    }

    private static long last(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.isEmpty() ? Watermark.NONE : records.getLast().offset();
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
