package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// How many rows does a list hold, how many stand before a bound, where stands the n-th, and what
/// follows there? Walks the blocks that [RankIndex] keeps: some dozen keys, whatever the list's
/// length, and all by one iterator, since opening one costs as much as many steps of it.
final class RankReader implements AutoCloseable {

    private static final byte[] LOWEST = new byte[0];

    private final Generation.View view;
    private final TimelineList list;
    private final RankNode root;
    private @Nullable RangeScan scan;
    private byte @Nullable [] suffix;

    RankReader(Generation.View view, TimelineList list) throws RocksDBException {
        this.view = view;
        this.list = list;
        try (var options = view.readOptions()) {
            byte[] stored = view.db().get(options, RankNode.rootKey(list));
            this.root = stored == null ? RankNode.emptyRoot() : RankNode.root(stored);
        }
    }

    TimelineList list() {
        return list;
    }

    RankNode root() {
        return root;
    }

    long rows() {
        return root.rows;
    }

    /// How many rows stand before `bound`, a suffix, the beginning of one, or more than one.
    long before(byte[] bound) throws RocksDBException {
        if (bound.length == 0) {
            return 0;
        }
        long before = 0;
        byte[] start = root.start;
        int children = root.children;
        for (int level = root.level - 1; level >= 0; level--) {
            byte[] child = firstChild(level, start);
            for (int seen = 1; seen < children; seen++) {
                byte[] next = nextBlock();
                if (RankNode.compareStart(next, bound) > 0) {
                    break;
                }
                before += RankNode.rowsOf(child);
                child = next;
            }
            start = RankNode.startOf(child);
            children = RankNode.childrenOf(child);
        }
        return before + rowsBetween(start, bound);
    }

    /// Where to begin for the row with `rank` rows before it: a block's start, and how many rows to
    /// skip from there.
    Place locate(long rank) throws RocksDBException {
        long skip = rank;
        byte[] start = root.start;
        for (int level = root.level - 1; level >= 0; level--) {
            byte[] child = firstChild(level, start);
            while (skip >= RankNode.rowsOf(child)) {
                skip -= RankNode.rowsOf(child);
                child = nextBlock();
            }
            start = RankNode.startOf(child);
        }
        return new Place(start, skip);
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Place(byte[] start, long skip) {}

    /// The blocks right below `node`, which is none of the lowest.
    List<RankNode> children(RankNode node) throws RocksDBException {
        List<RankNode> children = new ArrayList<>(node.children);
        byte[] value = firstChild(node.level - 1, node.start);
        for (int seen = 1; seen <= node.children; seen++) {
            boolean last = seen == node.children;
            byte[] next = last ? value : nextBlock();
            byte[] end = last ? node.end : RankNode.startOf(next);
            children.add(RankNode.block(node.level - 1, end, value));
            value = next;
        }
        return children;
    }

    /// Stands on the first row from the suffix `from` on.
    void seek(byte[] from) {
        scan().seek(list.key(from));
        suffix = null;
    }

    /// Stands on the row that `place` names.
    void seek(Place place) throws RocksDBException {
        seek(place.start());
        for (long skipped = 0; skipped < place.skip(); skipped++) {
            if (!scan().valid()) {
                throw new IllegalStateException("a list counts more than it holds");
            }
            scan().next();
        }
    }

    /// The suffix of the row it stands on; empty at the list's end.
    byte[] suffix() throws RocksDBException {
        if (suffix == null) {
            suffix = suffixUnderScan();
        }
        return suffix;
    }

    byte[] value() {
        return scan().value();
    }

    void next() {
        scan().next();
        suffix = null;
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
        }
    }

    private byte[] suffixUnderScan() throws RocksDBException {
        if (!scan().valid()) {
            return LOWEST;
        }
        byte[] key = scan().key();
        int length = list.prefix().length;
        boolean ours =
                key.length == length + TimelineKey.SUFFIX_BYTES
                        && Arrays.equals(key, 0, length, list.prefix(), 0, length);
        return ours ? tail(key, length) : LOWEST;
    }

    static byte[] tail(byte[] key, int from) {
        return Arrays.copyOfRange(key, from, key.length);
    }

    private RangeScan scan() {
        if (scan == null) {
            scan = new RangeScan(view.db(), view.readOptions(), LOWEST, null);
        }
        return scan;
    }

    private byte[] firstChild(int level, byte[] start) throws RocksDBException {
        scan().seek(RankNode.above(RankNode.levelPrefix(list, level), start));
        return block();
    }

    private byte[] nextBlock() throws RocksDBException {
        scan().next();
        return block();
    }

    /// The block under the iterator; its end is its key, which nobody here needs.
    private byte[] block() throws RocksDBException {
        if (!scan().valid()) {
            throw new IllegalStateException("a list counts more than its blocks");
        }
        return scan().value();
    }

    private long rowsBetween(byte[] start, byte[] bound) throws RocksDBException {
        long rows = 0;
        seek(start);
        for (byte[] row = suffix(); row.length > 0; row = suffix()) {
            if (Arrays.compareUnsigned(row, bound) >= 0) {
                break;
            }
            rows++;
            next();
        }
        return rows;
    }
}
