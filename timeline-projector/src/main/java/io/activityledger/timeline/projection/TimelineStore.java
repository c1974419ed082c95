package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The timelines of one partition of `activities`: the only writer of its database. See
/// [TimelineKey] for what stands where, [RankIndex] for the counts.
final class TimelineStore extends TopicStore<TimelineLease> {

    private static final byte[] NOTHING = new byte[0];

    private final TimelineFold fold;
    private final int cachedLists;
    private final List<String> poison = new ArrayList<>();
    private final List<Folded.Feed> arrived = new ArrayList<>();
    private @Nullable Generation generation;
    private @Nullable RankIndex ranks;

    TimelineStore(StoreSetup setup, StoreRegistry registry, TimelineFold fold, int cachedLists) {
        super(setup, registry.timelineShelf());
        this.fold = fold;
        this.cachedLists = cachedLists;
    }

    /// Applies the next record of an active task; the reason where it is poison.
    Optional<String> take(ConsumerRecord<byte[], byte[]> record) {
        process(record);
        return poison.stream().findFirst();
    }

    @Override
    TimelineLease lease(Generation generation) {
        return new TimelineLease(generation);
    }

    @Override
    void forget(Generation generation) {
        this.generation = generation;
        this.ranks = new RankIndex(generation.db(), RankIndex.Shape.USUAL, cachedLists);
    }

    @Override
    boolean offsetsAreDense() {
        return true;
    }

    @Override
    void fold(Collection<ConsumerRecord<byte[], byte[]>> records, WriteBatch batch)
            throws RocksDBException {
        poison.clear();
        arrived.clear();
        Set<ByteBuffer> fresh = new HashSet<>();
        Map<TimelineList, List<byte[]>> counted = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (fold.fold(record.key(), record.value(), record.partition(), record.offset())) {
                case Folded.Poison(String reason) -> poison.add(reason);
                case Folded.Rows rows -> {
                    if (fresh.add(ByteBuffer.wrap(rows.idKey()))
                            && db().get(rows.idKey()) == null) {
                        put(rows, batch, counted);
                    }
                }
            }
        }
        ranks().count(counted, batch::put);
    }

    private void put(Folded.Rows rows, WriteBatch batch, Map<TimelineList, List<byte[]>> counted)
            throws RocksDBException {
        batch.put(rows.idKey(), rows.pointer());
        batch.put(rows.rowKey(), rows.row());
        batch.put(rows.feed().key(), rows.feed().pointer());
        arrived.add(rows.feed());
        for (TimelineList list : rows.lists()) {
            if (!list.carriesRows()) {
                batch.put(list.key(rows.suffix()), NOTHING);
            }
            counted.computeIfAbsent(list, _ -> new ArrayList<>()).add(rows.suffix());
        }
    }

    @Override
    void written(OpenedStore store) throws RocksDBException {
        ranks().settle(filling -> {
            try (var batch = new WriteBatch()) {
                filling.into(batch::put);
                store.write(batch);
            }
        });
        for (Folded.Feed feed : arrived) {
            store.arrivals().tell(feed.scopes(), feed.offset());
        }
        arrived.clear();
    }

    private RocksDB db() {
        if (generation == null) {
            throw new IllegalStateException("the store is not open");
        }
        return generation.db();
    }

    private RankIndex ranks() {
        if (ranks == null) {
            throw new IllegalStateException("the store is not open");
        }
        return ranks;
    }
}
