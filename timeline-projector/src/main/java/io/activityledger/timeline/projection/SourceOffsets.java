package io.activityledger.timeline.projection;

/// Is every record of the source seen? While a topic without holes is followed, each offset is the
/// last plus one.
///
/// Used by the thread that processes its task.
final class SourceOffsets {

    private final String topic;
    private final int partition;
    private long applied = Watermark.NONE;
    private long last = Watermark.NONE;

    SourceOffsets(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    /// The next record is the first of a new owner: one already applied, the next one, or any where
    /// none is.
    void startAfter(long applied) {
        this.applied = applied;
        this.last = Watermark.NONE;
    }

    void follow(long offset) {
        boolean first = last == Watermark.NONE;
        long before = first ? applied : last;
        boolean follows =
                first ? applied == Watermark.NONE || offset <= applied + 1 : offset == last + 1;
        if (!follows) {
            throw new Gap(topic, partition, before, offset);
        }
        last = offset;
    }

    /// The source skipped or repeated offsets while being followed: rows may be missing, so nothing
    /// goes on.
    static final class Gap extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Gap(String topic, int partition, long last, long next) {
            super(
                    "offsets of topic %s partition %d jump from %d to %d"
                            .formatted(topic, partition, last, next));
        }
    }
}
