package io.activityledger.timeline;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.OffsetListing;
import io.activityledger.timeline.consistency.LogEnds;
import io.activityledger.timeline.consistency.LogPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// Where does the log end, as its leaders say?
///
/// Started and closed by whoever starts the service; asked by any thread.
final class KafkaLogEnds implements LogEnds, AutoCloseable {

    private final EndOffsets ends;

    KafkaLogEnds(OffsetListing listing) {
        ends = new EndOffsets(listing);
    }

    void start() {
        ends.start();
    }

    @Override
    public EndOffset endOf(LogPartition partition, Duration patience) {
        return ends.endOf(place(partition), patience);
    }

    @Override
    public Map<LogPartition, EndOffset> endsOf(Set<LogPartition> partitions, Duration patience) {
        var asked = partitions.stream().map(KafkaLogEnds::place).collect(Collectors.toSet());
        var answers = new HashMap<LogPartition, EndOffset>();
        ends.endsOf(asked, patience)
                .forEach((place, end) ->
                        answers.put(new LogPartition(place.topic(), place.partition()), end));
        return answers;
    }

    /// Those that answer in time.
    Map<LogPartition, Long> knownEndsOf(Set<LogPartition> partitions, Duration patience) {
        var known = new HashMap<LogPartition, Long>();
        endsOf(partitions, patience)
                .forEach((place, end) -> {
                    if (end instanceof EndOffset.Known(long offset)) {
                        known.put(place, offset);
                    }
                });
        return known;
    }

    private static TopicPartition place(LogPartition partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }

    @Override
    public void close() {
        ends.close();
    }
}
