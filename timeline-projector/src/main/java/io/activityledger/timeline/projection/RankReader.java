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
        RankNode node = root;
        try (var scan = blocks()) {
            while (node.level > 0) {
                scan.seek(RankNode.above(prefix(node.level - 1), node.start));
                RankNode child = block(scan, node.level - 1);
                for (int seen = 1; seen < node.children; seen++) {
                    scan.next();
                    RankNode next = block(scan, node.level - 1);
                    if (Arrays.compareUnsigned(next.start, bound) > 0) {
                        break;
                    }
                    before += child.rows;
                    child = next;
                }
                node = child;
            }
        }
        return before + rowsBetween(node.start, bound);
    }

    /// Where to begin for the row with `rank` rows before it: a block's start, and how many rows to
    /// skip from there.
    Place locate(long rank) throws RocksDBException {
        long skip = rank;
        RankNode node = root;
        try (var scan = blocks()) {
            while (node.level > 0) {
                scan.seek(RankNode.above(prefix(node.level - 1), node.start));
                RankNode child = block(scan, node.level - 1);
                while (skip >= child.rows) {
                    skip -= child.rows;
                    scan.next();
                    child = block(scan, node.level - 1);
                }
                node = child;
            }
        }
        return new Place(node.start, skip);
    }

    private RangeScan blocks() {
        return RangeScan.ofPrefix(
                view.db(),
                view.readOptions(),
                TimelineKey.joined(TimelineKey.COUNTS, list.prefix()));
    }

    private byte[] prefix(int level) {
        return RankNode.levelPrefix(list, level);
    }

    /// The block under the iterator; its end is its key, which nobody here needs.
    private static RankNode block(RangeScan scan, int level) throws RocksDBException {
        if (!scan.valid()) {
            throw new IllegalStateException("a list counts more than its blocks");
        }
        return RankNode.block(level, RankNode.LIST_END, scan.value());
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
