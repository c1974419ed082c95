package io.activityledger.timeline.projection;

/// How far has an active store got where offsets hold no record: what compaction took away, the
/// marker that ends a transaction? Only the consumer's position tells.
///
/// ```
/// offset   7   8   9(marker)      polled: last record 8, position 10
///          applied up to 7: 7     up to 8: 9, for behind 8 there is nothing to apply
/// ```
///
/// Used by the thread that polls and processes for the task.
final class PolledTail {

    private long lastRecord = Watermark.NONE;
    private long end = Watermark.NONE;

    /// @param last offset of the last record polled; [Watermark#NONE] where only the position moved
    /// @param position of the consumer behind it
    void polled(long last, long position) {
        lastRecord = Math.max(lastRecord, last);
        end = position - 1;
    }

    /// The last offset that is through when `applied` is the last record applied.
    long reached(long applied) {
        return applied >= lastRecord ? Math.max(applied, end) : applied;
    }
}
