package io.activityledger.timeline;

import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.timeline.consistency.CommittedEnds;
import io.activityledger.timeline.consistency.LogPartition;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far have the owners of the partitions got, as the group's offsets tell?
///
/// Asked only while owners do not answer: one question at a time for all partitions, whose answer
/// serves every reader for a moment. While the brokers are silent the last answer holds: less was
/// never committed. Safe for any thread.
final class KafkaCommittedEnds implements CommittedEnds {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommittedEnds.class);
    private static final Duration KEPT = Duration.ofMillis(100);
    private static final Duration USABLE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final KafkaAdmin cluster;
    private final Supplier<String> group;
    private final AtomicBoolean asking = new AtomicBoolean();

    private volatile Heard heard = new Heard(Map.of(), System.nanoTime() - USABLE.toNanos());

    KafkaCommittedEnds(KafkaAdmin cluster, Supplier<String> group) {
        this.cluster = cluster;
        this.group = group;
    }

    /// What the brokers said, and when.
    private record Heard(Map<TopicPartition, OffsetAndMetadata> offsets, long atNanos) {

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - atNanos >= age.toNanos();
        }

        OptionalLong of(LogPartition partition) {
            OffsetAndMetadata told =
                    offsets.get(new TopicPartition(partition.topic(), partition.partition()));
            return OptionalLong.of(told == null ? 0 : told.offset());
        }
    }

    @Override
    public OptionalLong committedEndOf(LogPartition partition) {
        Heard known = heard;
        if (known.isOlderThan(KEPT) && asking.compareAndSet(false, true)) {
            try {
                known = asked(known);
                heard = known;
            } finally {
                asking.set(false);
            }
        }
        return known.isOlderThan(USABLE) ? OptionalLong.empty() : known.of(partition);
    }

    private Heard asked(Heard before) {
        var options =
                new ListConsumerGroupOffsetsOptions()
                        .timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    cluster.admin()
                            .listConsumerGroupOffsets(group.get(), options)
                            .partitionsToOffsetAndMetadata()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Heard(offsets, System.nanoTime());
        } catch (ExecutionException | TimeoutException | KafkaException silent) {
            LOG.debug(
                    "The group's offsets are not told group={} cause={}",
                    group.get(),
                    silent.toString());
            return new Heard(before.offsets, System.nanoTime());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return before;
        }
    }
}
