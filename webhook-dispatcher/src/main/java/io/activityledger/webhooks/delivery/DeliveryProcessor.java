package io.activityledger.webhooks.delivery;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Brings the records of one partition, and the time, to its desk. Nothing waits here: what cannot
/// start now stays in the store.
///
/// Belongs to the stream thread of its task.
final class DeliveryProcessor implements Processor<byte[], byte[], Void, Void> {

    private static final Duration VISIT_EVERY = Duration.ofMillis(20);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);
    private static final Duration DROP_MARKERS_EVERY = Duration.ofSeconds(10);

    private final DeliveryParts shared;
    private @Nullable Task task;

    private record Task(ProcessorContext<Void, Void> context, DeliveryDesk desk) {

        void every(Duration interval, Runnable action) {
            context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, _ -> action.run());
        }
    }

    DeliveryProcessor(DeliveryParts shared) {
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        KeyValueStore<byte[], byte[]> rows = context.getStateStore(PendingStore.NAME);
        var desk = new DeliveryDesk(shared, new PendingStore(rows));
        var mine = new Task(context, desk);
        mine.every(VISIT_EVERY, desk::visit);
        mine.every(SWEEP_EVERY, desk::sweep);
        mine.every(DROP_MARKERS_EVERY, desk::dropMarkers);
        task = mine;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        task.desk().take(record.value(), task.context().recordMetadata().orElseThrow().offset());
    }

    @Override
    public void close() {
        if (task != null) {
            task.desk().close();
            task = null;
        }
    }
}
