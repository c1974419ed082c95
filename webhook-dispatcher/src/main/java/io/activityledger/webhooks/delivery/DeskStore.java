package io.activityledger.webhooks.delivery;

import org.apache.kafka.streams.state.KeyValueStore;

/// What is written down of one partition? Several kinds of rows in one store, so that one changelog
/// holds them in the order in which they were written.
record DeskStore(
        PendingStore pending, SubjectQueueStore queues, Records records, OrdersStore orders) {

    static DeskStore over(KeyValueStore<byte[], byte[]> rows) {
        var pending = new PendingStore(rows);
        return new DeskStore(
                pending,
                new SubjectQueueStore(rows, pending),
                new Records(
                        new HistoryStore(rows),
                        new DeadLetterStore(rows),
                        new LaneMarksStore(rows)),
                new OrdersStore(rows));
    }
}
