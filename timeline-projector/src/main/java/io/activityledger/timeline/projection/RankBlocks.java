package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// The blocks of all lists as they stood when it first looked; one iterator for as many questions
/// as one batch has.
final class RankBlocks implements AutoCloseable {

    private final RocksDB db;
    private @Nullable RangeScan scan;

    RankBlocks(RocksDB db) {
        this.db = db;
    }

    /// The blocks that hold `suffix`, the lowest first and the root last.
    List<RankNode> path(TimelineList list, byte[] suffix) throws RocksDBException {
        byte[] stored = db.get(RankNode.rootKey(list));
        RankNode root = stored == null ? RankNode.emptyRoot() : RankNode.root(stored);
        List<RankNode> path = new ArrayList<>(root.level + 1);
        for (int level = 0; level < root.level; level++) {
            path.add(block(list, level, suffix));
        }
        path.add(root);
        return path;
    }

    RankNode block(TimelineList list, int level, byte[] suffix) throws RocksDBException {
        if (scan == null) {
            scan = RangeScan.ofPrefix(db, new ReadOptions(), new byte[] {TimelineKey.COUNTS});
        }
        byte[] prefix = RankNode.levelPrefix(list, level);
        scan.seek(RankNode.above(prefix, suffix));
        byte[] key = scan.valid() ? scan.key() : new byte[0];
        if (Arrays.mismatch(prefix, key) != prefix.length) {
            throw new IllegalStateException("a list has no last block at level " + level);
        }
        return RankNode.block(level, RankReader.tail(key, prefix.length), scan.value());
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
        }
    }
}
