package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rocksdb.RocksDBException;

/// Collects the rows that one batch of records asks for: what is known already, in the database or
/// from earlier in the batch, is left as it is.
final class RowBatch {

    private static final byte[] NOTHING = new byte[0];

    private final OpenedStore store;
    private final RankIndex.Puts batch;
    private final Set<ByteBuffer> fresh = new HashSet<>();
    private final Map<TimelineList, List<byte[]>> counted = new LinkedHashMap<>();

    RowBatch(OpenedStore store, RankIndex.Puts batch) {
        this.store = store;
        this.batch = batch;
    }

    /// Whether they were not known yet.
    boolean add(Folded.Rows rows) throws RocksDBException {
        boolean unknown =
                fresh.add(ByteBuffer.wrap(rows.idKey())) && store.db().get(rows.idKey()) == null;
        if (unknown) {
            put(rows);
        }
        return unknown;
    }

    private void put(Folded.Rows rows) throws RocksDBException {
        batch.put(rows.idKey(), rows.pointer());
        batch.put(rows.rowKey(), rows.row());
        for (TimelineList list : rows.lists()) {
            if (!list.carriesRows()) {
                batch.put(list.key(rows.suffix()), NOTHING);
            }
            counted.computeIfAbsent(list, _ -> new ArrayList<>()).add(rows.suffix());
        }
    }

    /// Counts all that was added; nothing is added afterwards.
    void count() throws RocksDBException {
        store.ranks().count(counted, batch);
    }
}
