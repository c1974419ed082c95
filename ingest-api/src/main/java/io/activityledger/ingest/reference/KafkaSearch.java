package io.activityledger.ingest.reference;

import io.activityledger.kit.kafka.EndOffset;
import io.activityledger.schemas.RecordKey;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/// One question: the copy it is put to, and until when it may take.
record KafkaSearch(KafkaReferenceCopy.State.Present copy, long deadline) {

    static KafkaSearch within(Duration limit, KafkaReferenceCopy.State.Present copy) {
        return new KafkaSearch(copy, System.nanoTime() + limit.toNanos());
    }

    boolean hasRead(TopicPartition at, EndOffset end) {
        return switch (end) {
            case EndOffset.Unknown _ -> false;
            case EndOffset.Known(long offset) ->
                    copy.applied().await(at.partition(), offset, deadline);
        };
    }

    boolean knows(RecordKey key) {
        return row(key).isPresent();
    }

    Optional<StoredReference> row(RecordKey key) {
        return copy.store().find(key.bytes());
    }

    int partition(RecordKey key) {
        return key.partition(copy.applied().partitions());
    }

    /// Has everything below `offset` been applied to the key's partition in time?
    boolean awaits(RecordKey key, long offset) {
        return copy.applied().await(partition(key), offset, deadline);
    }
}
