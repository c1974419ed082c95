package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/// The ends of all partitions of `activities`, as their leaders say. Safe for many threads.
public final class KafkaActivityEnds implements ActivityEnds {

    private final EndOffsets ends;
    private final List<TopicPartition> partitions;
    private final Duration patience;

    /// `partitions` is the partition count of `activities`.
    public KafkaActivityEnds(EndOffsets ends, int partitions, Duration patience) {
        this.ends = ends;
        this.partitions =
                IntStream.range(0, partitions)
                        .mapToObj(each -> new TopicPartition(Topics.ACTIVITIES.name(), each))
                        .toList();
        this.patience = patience;
    }

    @Override
    public Ends now() {
        Map<TopicPartition, EndOffset> told =
                ends.endsOf(partitions.stream().collect(Collectors.toSet()), patience);
        List<Long> offsets = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            switch (told.getOrDefault(partition, new EndOffset.Unknown("not asked"))) {
                case EndOffset.Known(long offset) -> offsets.add(offset);
                case EndOffset.Unknown(String reason) -> {
                    return new Ends.Unknown("The end of the log could not be asked: " + reason);
                }
            }
        }
        return new Ends.Known(List.copyOf(offsets));
    }
}
