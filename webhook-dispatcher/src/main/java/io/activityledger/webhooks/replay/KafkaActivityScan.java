package io.activityledger.webhooks.replay;

import io.activityledger.webhooks.delivery.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Which records of `activities` may have been recorded in the time of a replay? Begins, in each
/// partition, well before the first that was appended in it, and ends where the partition ended
/// when it was begun: the broker's time says only where to begin, and never later than it may.
///
/// Belongs to the thread of its replay.
public final class KafkaActivityScan implements AutoCloseable {

    /// By which the clocks of those who record and of the brokers may differ.
    private static final Duration SKEW = Duration.ofHours(1);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<Long> ends = new ArrayList<>();

    /// @param consumer without a group, for this alone
    public KafkaActivityScan(Consumer<byte[], byte[]> consumer, int partitions) {
        this.consumer = consumer;
        this.partitions =
                IntStream.range(0, partitions)
                        .mapToObj(it -> new TopicPartition(KafkaReplays.topic(), it))
                        .toList();
    }

    /// Goes where the replay has come to.
    void open(Replay replay) {
        consumer.assign(partitions);
        if (replay.next().isEmpty()) {
            begin(replay.recordedFrom());
        } else {
            ends.addAll(replay.ends());
            for (int at = 0; at < partitions.size(); at++) {
                consumer.seek(partitions.get(at), replay.next().get(at));
            }
        }
    }

    List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        for (var record : consumer.poll(POLL)) {
            if (record.offset() < ends.get(record.partition())) {
                found.add(record);
            }
        }
        return found;
    }

    /// The offset of the next record of each partition.
    List<Long> next() {
        return partitions.stream().map(consumer::position).toList();
    }

    List<Long> ends() {
        return List.copyOf(ends);
    }

    boolean isOver() {
        return IntStream.range(0, partitions.size())
                .allMatch(at -> consumer.position(partitions.get(at)) >= ends.get(at));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void begin(Instant recordedFrom) {
        Map<TopicPartition, Long> ended = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(it -> asked.put(it, recordedFrom.minus(SKEW).toEpochMilli()));
        var begins = consumer.offsetsForTimes(asked);
        for (TopicPartition partition : partitions) {
            long end = ended.getOrDefault(partition, 0L);
            var found = begins.get(partition);
            consumer.seek(partition, found == null ? end : found.offset());
            ends.add(end);
        }
    }
}
