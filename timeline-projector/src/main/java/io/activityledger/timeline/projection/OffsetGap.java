package io.activityledger.timeline.projection;

/// The source skipped or repeated offsets while being followed: rows may be missing, so nothing
/// goes on.
final class OffsetGap extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    OffsetGap(String topic, int partition, long last, long next) {
        super(
                "offsets of topic %s partition %d jump from %d to %d"
                        .formatted(topic, partition, last, next));
    }
}
