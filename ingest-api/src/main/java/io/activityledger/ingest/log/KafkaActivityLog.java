package io.activityledger.ingest.log;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Topics;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The `activities` topic: each activity under its primary subject's key, on the partition that its
/// id names. Safe for many threads.
public final class KafkaActivityLog implements ActivityLog {

    private final PinnedWriter<Activity> writer;
    private final KafkaAppender appender;
    private final int partitions;

    /// `partitions` is the partition count of `activities`, a power of two.
    public KafkaActivityLog(PinnedWriter<Activity> writer, KafkaAppender appender, int partitions) {
        this.writer = writer;
        this.appender = appender;
        this.partitions = partitions;
    }

    @Override
    public Append append(Activity activity) {
        Optional<byte[]> value = writer.encode(activity);
        return value.isEmpty()
                ? appender.unavailable(Hindrance.NO_SCHEMA)
                : appender.append(record(activity, value.get()));
    }

    /// The partition is said outright, since an activity without subjects has a random slot; for
    /// all others it is the one that the default partitioner would choose.
    private ProducerRecord<byte[], byte[]> record(Activity activity, byte[] value) {
        return new ProducerRecord<>(
                Topics.ACTIVITIES.name(),
                activity.id().partition(partitions),
                activity.recordKey().bytes(),
                value);
    }
}
