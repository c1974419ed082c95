package io.activityledger.timeline.projection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/// Tells each store how far its restoring goes, and how far its active task's consumer is. Kafka
/// Streams hides records without a key from a restoring store, so only this knows that the end was
/// reached.
///
/// Called on the thread that restores the store. Give it to `KafkaStreams` twice:
/// `setGlobalStateRestoreListener` and `setStandbyUpdateListener`.
public final class KafkaRestoreListener implements StateRestoreListener, StandbyUpdateListener {

    private final Map<TopicPartition, TopicStore<?>> stores = new ConcurrentHashMap<>();

    void opened(TopicPartition source, TopicStore<?> store) {
        stores.put(source, store);
    }

    void closed(TopicPartition source, TopicStore<?> store) {
        stores.remove(source, store);
    }

    @Override
    public void onRestoreStart(TopicPartition source, String store, long start, long end) {
        ifOpen(source, each -> each.restoringTo(end));
    }

    @Override
    public void onBatchRestored(TopicPartition source, String store, long end, long restored) {}

    @Override
    public void onRestoreEnd(TopicPartition source, String store, long totalRestored) {
        ifOpen(source, TopicStore::restored);
    }

    @Override
    public void onUpdateStart(TopicPartition source, String store, long start) {
        ifOpen(source, TopicStore::standBy);
    }

    @Override
    public void onBatchLoaded(
            TopicPartition source, String store, TaskId task, long end, long size, long logEnd) {}

    @Override
    public void onUpdateSuspended(
            TopicPartition source, String store, long offset, long logEnd, SuspendReason reason) {
        ifOpen(source, TopicStore::deactivate);
    }

    void polled(TopicPartition source, long last, long position) {
        ifOpen(source, each -> each.polled(last, position));
    }

    private void ifOpen(TopicPartition source, Consumer<TopicStore<?>> then) {
        TopicStore<?> store = stores.get(source);
        if (store != null) {
            then.accept(store);
        }
    }
}
