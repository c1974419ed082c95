package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Topics;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Brings the records of one partition, and the time, to its desk. Nothing waits here: what cannot
/// start now stays in the store.
///
/// Streams commits after each visit, so a desk with nothing to do is visited seldom.
///
/// Belongs to the stream thread of its task.
final class DeliveryProcessor implements Processor<byte[], byte[], Void, Void> {

    private final DeliveryParts shared;
    private @Nullable Task task;

    /// How often the desk is visited.
    private enum Pace {
        /// Something is out, or falls due soon.
        BUSY(Duration.ofMillis(20)),
        /// Something waits for later.
        CALM(Duration.ofSeconds(1)),
        /// Nothing waits; often enough to be steady when something comes.
        IDLE(Duration.ofSeconds(2));

        private final Duration interval;

        Pace(Duration interval) {
            this.interval = interval;
        }
    }

    /// One hold on the partition.
    private final class Task {

        private final ProcessorContext<Void, Void> context;
        private final DeliveryDesk desk;
        private final LaneReader reader;
        private Pace pace = Pace.BUSY;
        private Cancellable visits;

        Task(
                ProcessorContext<Void, Void> context,
                DeliveryDesk desk,
                KeyValueStore<byte[], byte[]> rows) {
            this.context = context;
            this.desk = desk;
            this.reader = new LaneReader(rows, shared.codec(), desk::standing, desk.tenure());
            this.visits = every(pace);
        }

        void take(Record<byte[], byte[]> record) {
            RecordMetadata at = context.recordMetadata().orElseThrow();
            if (at.topic().equals(Topics.WEBHOOK_COMMANDS.name())) {
                desk.obey(record.value(), at.offset());
            } else {
                desk.take(record.value(), at.offset());
            }
            keepPace();
        }

        private void visit() {
            desk.visit();
            keepPace();
        }

        private void keepPace() {
            Pace wanted = wanted(desk.nextVisit());
            if (wanted != pace) {
                visits.cancel();
                visits = every(wanted);
                pace = wanted;
            }
        }

        private Pace wanted(long nextVisit) {
            if (nextVisit == Lane.NO_TURN) {
                return Pace.IDLE;
            }
            long calm = Pace.CALM.interval.toMillis();
            boolean soon = nextVisit <= shared.time().clock().instant().toEpochMilli() + calm;
            return soon ? Pace.BUSY : Pace.CALM;
        }

        private Cancellable every(Pace wanted) {
            return context.schedule(wanted.interval, PunctuationType.WALL_CLOCK_TIME, _ -> visit());
        }
    }

    DeliveryProcessor(DeliveryParts shared) {
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        KeyValueStore<byte[], byte[]> rows = context.getStateStore(PendingStore.NAME);
        var mine = new Task(context, new DeliveryDesk(shared, DeskStore.over(rows)), rows);
        task = mine;
        shared.desks().opened(context.taskId().partition(), mine.reader);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (task == null) {
            throw new IllegalStateException("not initialised");
        }
        task.take(record);
    }

    @Override
    public void close() {
        if (task != null) {
            shared.desks().closed(task.context.taskId().partition(), task.reader);
            task.desk.close();
            task = null;
        }
    }
}
