package io.activityledger.timeline.consistency;

import io.activityledger.kit.kafka.EndOffset;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where did a partition of the log end at some moment after this question began?
@FunctionalInterface
public interface LogEnds {

    EndOffset endOf(LogPartition partition, Duration patience);

    /// The same for several at once, within one patience.
    default Map<LogPartition, EndOffset> endsOf(Set<LogPartition> partitions, Duration patience) {
        return partitions.stream()
                .collect(Collectors.toMap(each -> each, each -> endOf(each, patience)));
    }
}
