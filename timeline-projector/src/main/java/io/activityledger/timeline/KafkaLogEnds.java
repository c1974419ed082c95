package io.activityledger.timeline;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.kit.kafka.EndOffsets;
import io.activityledger.kit.kafka.OffsetListing;
import io.activityledger.timeline.consistency.LogEnds;
import io.activityledger.timeline.consistency.LogPartition;
import java.time.Duration;
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
        return ends.endOf(new TopicPartition(partition.topic(), partition.partition()), patience);
    }

    @Override
    public void close() {
        ends.close();
    }
}
