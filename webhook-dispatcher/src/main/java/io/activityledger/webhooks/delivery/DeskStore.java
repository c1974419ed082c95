package io.activityledger.webhooks.delivery;

import org.apache.kafka.streams.state.KeyValueStore;

/// What is written down of one partition? Several kinds of rows in one store, so that one changelog
/// holds them in the order in which they were written.
record DeskStore(PendingStore pending, Records records, OrdersStore orders) {

    static DeskStore over(KeyValueStore<byte[], byte[]> rows) {
        return new DeskStore(
                new PendingStore(rows),
                new Records(
                        new HistoryStore(rows),
                        new DeadLetterStore(rows),
                        new LaneMarksStore(rows)),
                new OrdersStore(rows));
    }
}
