package io.activityledger.timeline.projection;

import java.util.Arrays;
import org.rocksdb.RocksDBException;

/// How many rows does a list hold, how many stand before a bound, and where stands the n-th? Walks
/// the blocks that [RankIndex] keeps: a few hundred keys at most, whatever the list's length.
final class RankReader {

    private final Generation.View view;
    private final TimelineList list;
    private final RankNode root;

    RankReader(Generation.View view, TimelineList list) throws RocksDBException {
        this.view = view;
        this.list = list;
        try (var options = view.readOptions()) {
            byte[] stored = view.db().get(options, RankNode.rootKey(list));
            this.root = stored == null ? RankNode.emptyRoot() : RankNode.root(stored);
        }
    }

    long rows() {
        return root.rows;
    }

    /// How many rows stand before `bound`, a suffix or the beginning of one.
    long before(byte[] bound) throws RocksDBException {
        long before = 0;
        byte[] start = RankNode.LIST_START;
        for (int level = root.level - 1; level >= 0; level--) {
            byte[] prefix = RankNode.levelPrefix(list, level);
            byte[] from = RankNode.above(prefix, start);
            byte[] to = RankNode.above(prefix, bound);
            try (var scan = new RangeScan(view.db(), view.readOptions(), from, to)) {
                for (scan.seekToFirst(); scan.valid(); scan.next()) {
                    before += RankNode.rowsOf(scan.value());
                    start = tail(scan.key(), prefix.length);
                }
            }
        }
        return before + rowsBetween(start, bound);
    }

    /// Where to begin for the row with `rank` rows before it: a block's start, and how many rows to
    /// skip from there.
    Place locate(long rank) throws RocksDBException {
        long skip = rank;
        byte[] start = RankNode.LIST_START;
        for (int level = root.level - 1; level >= 0; level--) {
            byte[] prefix = RankNode.levelPrefix(list, level);
            byte[] from = RankNode.above(prefix, start);
            byte[] to = TimelineKey.after(prefix);
            try (var scan = new RangeScan(view.db(), view.readOptions(), from, to)) {
                for (scan.seekToFirst(); scan.valid(); scan.next()) {
                    long rows = RankNode.rowsOf(scan.value());
                    if (skip < rows) {
                        break;
                    }
                    skip -= rows;
                    start = tail(scan.key(), prefix.length);
                }
            }
        }
        return new Place(start, skip);
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Place(byte[] start, long skip) {}

    static byte[] tail(byte[] key, int from) {
        return Arrays.copyOfRange(key, from, key.length);
    }

    private long rowsBetween(byte[] start, byte[] bound) throws RocksDBException {
        long rows = 0;
        try (var scan =
                new RangeScan(view.db(), view.readOptions(), list.key(start), list.key(bound))) {
            for (scan.seekToFirst(); scan.valid(); scan.next()) {
                rows++;
            }
        }
        return rows;
    }
}
