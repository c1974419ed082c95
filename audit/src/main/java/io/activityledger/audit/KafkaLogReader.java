package io.activityledger.audit;

import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// The topic `activities` itself, read by a plain consumer without a group.
///
/// Used by one thread. Throws [KafkaException] where the brokers do not answer and
/// [SchemaRegistry.Unavailable] where the registry does not.
public final class KafkaLogReader implements AuditedLog, AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventCodec codec;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /// @param properties of a consumer of bytes without a group
    public KafkaLogReader(Map<String, Object> properties, SchemaRegistry registry) {
        this.consumer = new KafkaConsumer<>(properties);
        this.codec = new EventCodec(registry);
    }

    @Override
    public void readOn(Reader reader) {
        if (next.isEmpty()) {
            begin(reader);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet());
        reader.expected(
                ends.entrySet().stream()
                        .mapToLong(end -> Math.max(0, end.getValue() - at(end.getKey())))
                        .sum());
        var judge = new RecordJudge(codec, next.size());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        while (ends.entrySet().stream().anyMatch(end -> position(end) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, judge, reader);
            }
            long now = ends.entrySet().stream().mapToLong(this::position).sum();
            if (now > before) {
                before = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new KafkaException("no record came for " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private long position(Map.Entry<TopicPartition, Long> end) {
        return consumer.position(end.getKey());
    }

    private void begin(Reader reader) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.ACTIVITIES.name()).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        if (Integer.bitCount(partitions.size()) != 1) {
            throw new KafkaException(
                    "activities has %d partitions: no power of two".formatted(partitions.size()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        consumer.beginningOffsets(partitions)
                .forEach((partition, first) -> {
                    next.put(partition, first);
                    if (first > 0) {
                        reader.fault(
                                "partition %d begins at offset %d: what stood before is gone"
                                        .formatted(partition.partition(), first));
                    }
                });
    }

    private void take(ConsumerRecord<byte[], byte[]> record, RecordJudge judge, Reader reader) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() != at(partition)) {
            reader.fault(
                    "partition %d has no record at offset %d: the next is %d"
                            .formatted(record.partition(), at(partition), record.offset()));
        }
        next.put(partition, record.offset() + 1);
        byte[] value = record.value();
        reader.record(
                new LogRecord(
                        record.partition(),
                        record.offset(),
                        judge.judge(record.key(), value, record.partition()),
                        value == null ? 0 : Fingerprint.of(value)));
    }

    private long at(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
