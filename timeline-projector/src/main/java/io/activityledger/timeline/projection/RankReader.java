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
        byte[] start = new byte[0];
        for (int level = root.level - 1; level >= 0; level--) {
            byte[] prefix = RankNode.levelPrefix(list, level);
            byte[] from = TimelineKey.joined(prefix, start);
            byte[] past = pastBound(prefix, bound);
            long last = 0;
            try (var scan = new RangeScan(view.db(), view.readOptions(), from, past)) {
                for (scan.seekToFirst(); scan.valid(); scan.next()) {
                    before += last;
                    last = RankNode.rowsOf(scan.value());
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
        byte[] start = new byte[0];
        for (int level = root.level - 1; level >= 0; level--) {
            byte[] prefix = RankNode.levelPrefix(list, level);
            byte[] from = TimelineKey.joined(prefix, start);
            byte[] to = TimelineKey.after(prefix);
            try (var scan = new RangeScan(view.db(), view.readOptions(), from, to)) {
                for (scan.seekToFirst(); scan.valid(); scan.next()) {
                    long rows = RankNode.rowsOf(scan.value());
                    if (skip < rows) {
                        start = tail(scan.key(), prefix.length);
                        break;
                    }
                    skip -= rows;
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

    /// Just above a block that starts at `bound` itself, whose rows do not stand before it but
    /// whose place we want.
    private static byte[] pastBound(byte[] prefix, byte[] bound) {
        byte[] last = TimelineKey.joined(prefix, bound);
        return Arrays.copyOf(last, last.length + 1);
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
