package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The timelines of one partition, as far as `activities` tells them: the rows of primary subjects.
/// Those of further subjects come into the same database through [LinkStore]. See [TimelineKey] for
/// what stands where, [RankIndex] for the counts.
final class TimelineStore extends TopicStore<TimelineLease> {

    private final TimelineFold fold;
    private final List<Folded.Poison> poison = new ArrayList<>();
    private final List<Folded.Feed> arrived = new ArrayList<>();
    private Arrivals arrivals = new Arrivals();

    TimelineStore(StoreSetup setup, StoreRegistry registry, TimelineFold fold) {
        super(setup, registry.timelineShelf());
        this.fold = fold;
    }

    /// Applies the next record of an active task; what is wrong where it is poison.
    Optional<Folded.Poison> take(ConsumerRecord<byte[], byte[]> record) {
        process(record);
        return poison.stream().findFirst();
    }

    @Override
    TimelineLease lease(Generation generation) {
        return new TimelineLease(generation);
    }

    @Override
    boolean offsetsAreDense() {
        return true;
    }

    @Override
    void fold(
            OpenedStore store, Collection<ConsumerRecord<byte[], byte[]>> records, WriteBatch batch)
            throws RocksDBException {
        poison.clear();
        arrived.clear();
        var rows = new RowBatch(store, batch::put);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (fold.fold(record.key(), record.value(), record.partition(), record.offset())) {
                case Folded.Poison wrong -> poison.add(wrong);
                case Folded.Recorded(Folded.Rows each, Folded.Feed feed) -> {
                    if (rows.add(each)) {
                        batch.put(feed.key(), feed.pointer());
                        arrived.add(feed);
                    }
                }
            }
        }
        rows.count();
    }

    @Override
    void opened(TaskId task, OpenedStore store, Door door) {
        arrivals = door.arrivals();
    }

    @Override
    void written() {
        arrived.forEach(arrivals::tell);
        arrived.clear();
    }
}
