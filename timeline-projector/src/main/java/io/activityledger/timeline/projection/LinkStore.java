package io.activityledger.timeline.projection;

import io.activityledger.schemas.LinkOrigin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The timelines of one partition, as far as `timeline-links` tells them: the rows of further
/// subjects, in the database of [TimelineStore]. Of a subject and an id the first link counts.
final class LinkStore extends TopicStore<TimelineLease> {

    private final TimelineFold fold;
    private final ConcurrentMap<Integer, LinkOrigins> shelf;
    private final List<Folded.Poison> poison = new ArrayList<>();
    private final List<Folded.Feed> arrived = new ArrayList<>();
    private Arrivals arrivals = new Arrivals();
    private LinkOrigins origins = LinkOrigins.none();

    LinkStore(StoreSetup setup, StoreRegistry registry, TimelineFold fold) {
        super(setup, registry.linkShelf());
        this.fold = fold;
        this.shelf = registry.originShelf();
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
    void opened(TaskId task, OpenedStore store, Door door) throws RocksDBException {
        arrivals = door.arrivals();
        origins = LinkOrigins.in(store.db());
        shelf.put(task.partition(), origins);
    }

    @Override
    void fold(
            OpenedStore store, Collection<ConsumerRecord<byte[], byte[]>> records, WriteBatch batch)
            throws RocksDBException {
        poison.clear();
        arrived.clear();
        List<LinkOrigin> from = new ArrayList<>();
        var rows = new RowBatch(store, batch::put);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (folded(record)) {
                case FoldedLink.Poison(Folded.Poison wrong) -> poison.add(wrong);
                case FoldedLink.Linked(Folded.Recorded(var each, var feed), LinkOrigin origin) -> {
                    if (rows.add(each)) {
                        batch.put(feed.key(), feed.pointer());
                        arrived.add(feed);
                    }
                    from.add(origin);
                }
            }
        }
        rows.count();
        origins.note(from, batch::put);
    }

    private FoldedLink folded(ConsumerRecord<byte[], byte[]> record) {
        var at = new TimelineFold.At(record.partition(), record.offset());
        return fold.foldLink(record.key(), record.value(), origin(record), at);
    }

    private static byte @Nullable [] origin(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(LinkOrigin.HEADER);
        return header == null ? null : header.value();
    }

    @Override
    void written() {
        origins.announce();
        arrived.forEach(arrivals::tell);
        arrived.clear();
    }

    @Override
    void closing(TaskId task) {
        shelf.remove(task.partition(), origins);
        origins.close();
    }
}
