package io.activityledger.webhooks.matching;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/// Up to which record has the group's offset been committed? It holds nothing but this number, and
/// is a store only because Streams tells stores of a commit once it has succeeded:
///
/// ```
/// process … process ─▶ producer flushed ─▶ group offset committed ─▶ commit() of each store
/// ```
///
/// Belongs to the stream thread of its task.
final class GroupCommitStore implements StateStore {

    static final String NAME = "matching-commits";

    private static final long NONE = -1;

    private long processed = NONE;
    private long covered = NONE;
    private boolean open;

    @Override
    public String name() {
        return NAME;
    }

    /// Whatever came before this hold on the task tells nothing.
    @Override
    public void init(StateStoreContext context, StateStore root) {
        processed = NONE;
        covered = NONE;
        context.register(root, (key, value) -> {});
        open = true;
    }

    /// All that came of the record has been handed to the producer.
    void processed(long offset) {
        processed = offset;
    }

    /// The highest offset that a commit has covered; negative before the first.
    long covered() {
        return covered;
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        covered = processed;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
