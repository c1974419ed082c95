package io.activityledger.ingest.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.ReferenceCodec;
import io.activityledger.schemas.SchemaRegistry;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How do the records of `references` come into the local copy? Poll by poll, each with the offsets
/// it reaches to. A record that is no reference is passed over, logged and counted.
///
/// Used by the one reading thread; [#skipped] by any.
final class KafkaReferenceReader {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReferenceReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

    private final ReferenceCodec codec;
    private final AtomicLong skipped = new AtomicLong();
    private long resumeAt;

    KafkaReferenceReader(ReferenceCodec codec) {
        this.codec = codec;
    }

    /// The records passed over since this process began.
    long skipped() {
        return skipped.get();
    }

    /// Takes up where the copy ends; answers where the topic ends now.
    Map<Integer, Long> begin(
            Consumer<byte[], byte[]> consumer, ReferenceStore store, AppliedOffsets applied) {
        List<TopicPartition> partitions =
                IntStream.range(0, applied.partitions())
                        .mapToObj(each -> new TopicPartition(Topics.REFERENCES.name(), each))
                        .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<Integer, Long> ends = new HashMap<>();
        consumer.endOffsets(partitions).forEach((at, end) -> ends.put(at.partition(), end));
        for (TopicPartition partition : partitions) {
            long next =
                    start(store.next(partition.partition()), begins.getOrDefault(partition, 0L));
            if (next > ends.getOrDefault(partition.partition(), 0L)) {
                throw new StoreBroken("has read further than the topic reaches: " + partition);
            }
            consumer.seek(partition, next);
            applied.advance(partition.partition(), next);
        }
        return ends;
    }

    private static long start(long next, long begin) {
        if (next > 0 && next < begin) {
            throw new StoreBroken("ends before the topic begins");
        }
        return Math.max(next, begin);
    }

    /// Waits a moment for records and applies them. How far a partition is read is what the
    /// consumer says, not the last record: what compaction or a transaction left behind holds
    /// nobody up.
    void step(Consumer<byte[], byte[]> consumer, ReferenceStore store, AppliedOffsets applied) {
        List<ReferenceChange> changes = new ArrayList<>();
        Map<Integer, Long> next = new HashMap<>();
        resume(consumer);
        var records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
            changes.addAll(changes(records.records(partition), consumer, applied.partitions()));
        }
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position > applied.next(partition.partition())) {
                next.put(partition.partition(), position);
            }
        }
        if (!next.isEmpty()) {
            store.apply(changes, next);
            next.forEach(applied::advance);
        }
    }

    /// What a partition's records change, up to one whose schema nobody can tell now: the partition
    /// waits there while the others go on.
    private List<ReferenceChange> changes(
            List<ConsumerRecord<byte[], byte[]>> records,
            Consumer<byte[], byte[]> consumer,
            int partitions) {
        List<ReferenceChange> changes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                change(record, partitions).ifPresent(changes::add);
            } catch (SchemaRegistry.Unavailable away) {
                hold(consumer, record, away);
                break;
            }
        }
        return changes;
    }

    private void hold(
            Consumer<byte[], byte[]> consumer,
            ConsumerRecord<byte[], byte[]> record,
            SchemaRegistry.Unavailable away) {
        var partition = new TopicPartition(record.topic(), record.partition());
        LOG.warn(
                "References wait for the schema registry at={} cause={}",
                partition,
                away.getMessage());
        consumer.seek(partition, record.offset());
        consumer.pause(List.of(partition));
        resumeAt = System.nanoTime() + REGISTRY_PAUSE.toNanos();
    }

    private void resume(Consumer<byte[], byte[]> consumer) {
        if (!consumer.paused().isEmpty() && System.nanoTime() - resumeAt >= 0) {
            consumer.resume(consumer.paused());
        }
    }

    private Optional<ReferenceChange> change(
            ConsumerRecord<byte[], byte[]> record, int partitions) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null) {
            return skip(record, "it has no key");
        }
        if (value == null) {
            return new RecordKey(new String(key, UTF_8)).partition(partitions) == record.partition()
                    ? Optional.of(new ReferenceChange.Delete(key))
                    : skip(record, "it does not stand on its key's partition");
        }
        return switch (codec.decode(value)) {
            case Decoded.Unreadable<Reference>(String reason) -> skip(record, reason);
            case Decoded.Value<Reference>(Reference reference) -> {
                var expected = reference.recordKey();
                boolean placed =
                        Arrays.equals(expected.bytes(), key)
                                && expected.partition(partitions) == record.partition();
                yield placed
                        ? Optional.of(
                                new ReferenceChange.Put(
                                        key, record.offset(), value, StoredEmail.of(reference)))
                        : skip(record, "it does not stand under its own key");
            }
        };
    }

    private Optional<ReferenceChange> skip(ConsumerRecord<byte[], byte[]> record, String reason) {
        skipped.incrementAndGet();
        LOG.warn(
                "Reference passed over partition={} offset={} reason={}",
                record.partition(),
                record.offset(),
                reason);
        return Optional.empty();
    }
}
