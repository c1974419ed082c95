package io.activityledger.kit.kafka;

import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/// Asks the brokers where partitions end.
@FunctionalInterface
public interface OffsetListing {

    /// Starts one call for all of the partitions and returns; each partition's answer is handed
    /// over exactly once, from any thread, in bounded time. One that fails fails alone.
    void latest(Set<TopicPartition> partitions, BiConsumer<TopicPartition, Listed> answers);

    /// The answer for one partition.
    sealed interface Listed {}

    /// The end of the partition.
    ///
    /// @param leaderEpoch of the leader that answered, -1 when it did not say
    record Found(long offset, int leaderEpoch) implements Listed {}

    record Failed(String reason) implements Listed {}
}
