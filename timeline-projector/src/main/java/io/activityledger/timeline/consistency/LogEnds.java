package io.activityledger.timeline.consistency;

import io.activityledger.kit.kafka.EndOffset;
import java.time.Duration;

/// Where did a partition of the log end at some moment after this question began?
@FunctionalInterface
public interface LogEnds {

    EndOffset endOf(LogPartition partition, Duration patience);
}
