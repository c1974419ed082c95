package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// How do counts stay exact and cheap while rows come in anywhere? A counted B-tree over each list,
/// a key per block:
///
/// ```
/// root                    9,000 rows in 2 blocks
/// level 1      [ 6,000 in 96 blocks  ..f][ 3,000 in 51 blocks  .. ]
/// level 0      [ 192 ..c][ 190 ..d] …    [ 201 ..g][ 77 ..h] …
/// the list        rows      rows            rows      rows
/// ```
///
/// Rows are counted in as many blocks as the tree is high. Blocks that have grown too large are
/// split afterwards, by a write of its own that moves no row: until then answers are only slower.
/// Splits leave the older part full, since most rows are new.
///
/// Used only by the thread that writes the store. It remembers the blocks last counted in, of as
/// many lists as `cachedLists`; what it remembers is what was handed to the batch, so after a
/// failed write it must be forgotten.
final class RankIndex {

    private final RocksDB db;
    private final Shape shape;
    private final Map<TimelineList, List<RankNode>> lastPaths;
    private final List<Crowded> crowded = new ArrayList<>();

    /// How many rows the lowest blocks hold at most, and how many blocks the others; a split leaves
    /// three quarters.
    record Shape(int largestLeaf, int largestBlock) {

        static final Shape USUAL = new Shape(64, 16);

        int largest(int level) {
            return level == 0 ? largestLeaf : largestBlock;
        }

        int afterSplit(int level) {
            return largest(level) * 3 / 4;
        }
    }

    /// Takes the keys and values of a batch.
    interface Puts {
        void put(byte[] key, byte[] value) throws RocksDBException;
    }

    /// Applies one batch at once.
    interface Writes {
        void write(Filling filling) throws RocksDBException;
    }

    /// Fills a batch.
    interface Filling {
        void into(Puts batch) throws RocksDBException;
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Crowded(TimelineList list, byte[] start) {}

    RankIndex(RocksDB db, Shape shape, int cachedLists) {
        this.db = db;
        this.shape = shape;
        this.lastPaths =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<TimelineList, List<RankNode>> eldest) {
                        return size() > cachedLists;
                    }
                };
    }

    /// Counts the new rows of each list into its blocks.
    void count(Map<TimelineList, List<byte[]>> rows, Puts batch) throws RocksDBException {
        try (var blocks = new RankBlocks(db)) {
            for (var list : rows.entrySet()) {
                list.getValue().sort(Arrays::compareUnsigned);
                count(list.getKey(), list.getValue(), blocks, batch);
            }
        }
    }

    private void count(TimelineList list, List<byte[]> suffixes, RankBlocks blocks, Puts batch)
            throws RocksDBException {
        List<RankNode> path = lastPaths.get(list);
        if (path == null) {
            path = blocks.path(list, suffixes.getFirst());
            lastPaths.put(list, path);
        }
        for (byte[] suffix : suffixes) {
            move(list, path, suffix, blocks, batch);
            for (RankNode node : path) {
                node.rows++;
                node.changed = true;
            }
        }
        for (RankNode node : path) {
            write(list, node, node == path.getLast(), batch);
        }
    }

    /// Makes `path` lead to `suffix`. Blocks that hold it too are kept: their counts are newer than
    /// the database's.
    private void move(
            TimelineList list, List<RankNode> path, byte[] suffix, RankBlocks blocks, Puts batch)
            throws RocksDBException {
        for (int level = 0; !path.get(level).contains(suffix); level++) {
            write(list, path.get(level), false, batch);
            path.set(level, blocks.block(list, level, suffix));
        }
    }

    private void write(TimelineList list, RankNode node, boolean root, Puts batch)
            throws RocksDBException {
        if (node.changed) {
            node.changed = false;
            put(list, node, root, batch);
            if (isCrowded(node)) {
                crowded.add(new Crowded(list, node.start));
            }
        }
    }

    private static void put(TimelineList list, RankNode node, boolean root, Puts batch)
            throws RocksDBException {
        if (root) {
            batch.put(RankNode.rootKey(list), node.rootValue());
        } else {
            byte[] prefix = RankNode.levelPrefix(list, node.level);
            batch.put(TimelineKey.joined(prefix, node.end), node.blockValue());
        }
    }

    private boolean isCrowded(RankNode node) {
        return node.weight() > shape.largest(node.level);
    }

    /// Splits what has grown too large in the batch that was just written, each block by a write of
    /// its own.
    void settle(Writes writes) throws RocksDBException {
        for (Crowded block : crowded) {
            while (splitLowest(block, writes)) {
                lastPaths.remove(block.list);
            }
        }
        crowded.clear();
    }

    /// Splits the lowest crowded block over `block`; whether there was one.
    private boolean splitLowest(Crowded block, Writes writes) throws RocksDBException {
        List<RankNode> path;
        try (var blocks = new RankBlocks(db)) {
            path = blocks.path(block.list, block.start);
        }
        for (RankNode node : path) {
            if (isCrowded(node)) {
                split(block.list, path, node, writes);
                return true;
            }
        }
        return false;
    }

    private void split(TimelineList list, List<RankNode> path, RankNode node, Writes writes)
            throws RocksDBException {
        List<RankNode> pieces = pieces(list, node);
        RankNode root = path.getLast();
        RankNode parent = node == root ? risen(root) : path.get(node.level + 1);
        parent.children += node == root ? pieces.size() : pieces.size() - 1;
        writes.write(batch -> {
            for (RankNode piece : pieces) {
                put(list, piece, false, batch);
            }
            put(list, parent, node == root || parent == root, batch);
        });
    }

    /// The root over a root that is split: one level higher.
    private static RankNode risen(RankNode root) {
        return new RankNode(root.level + 1, root.start, root.end, root.rows, 0);
    }

    /// What `node` is split into: full pieces, and before them one with the rest.
    private List<RankNode> pieces(TimelineList list, RankNode node) throws RocksDBException {
        int full = shape.afterSplit(node.level);
        long left = (node.weight() - 1) % full + 1;
        List<RankNode> pieces = new ArrayList<>();
        byte[] start = node.start;
        try (var below = below(list, node)) {
            long rows = 0;
            int children = 0;
            for (long seen = 1; seen <= node.weight(); seen++) {
                rows += below.rows();
                children += node.level == 0 ? 0 : 1;
                byte[] end = below.pass();
                if (--left == 0) {
                    pieces.add(new RankNode(node.level, start, end, rows, children));
                    start = end;
                    rows = 0;
                    children = 0;
                    left = full;
                }
            }
        }
        RankNode last = pieces.removeLast();
        pieces.add(new RankNode(last.level, last.start, node.end, last.rows, last.children));
        return pieces;
    }

    private Below below(TimelineList list, RankNode node) {
        return new Below(db, list, node);
    }

    /// What stands right below a block: its rows, or the blocks of the level beneath.
    private static final class Below implements AutoCloseable {

        private final boolean leaf;
        private final byte[] prefix;
        private final RangeScan scan;

        Below(RocksDB db, TimelineList list, RankNode node) {
            this.leaf = node.level == 0;
            this.prefix = leaf ? list.prefix() : RankNode.levelPrefix(list, node.level - 1);
            byte[] from =
                    leaf
                            ? TimelineKey.joined(prefix, node.start)
                            : RankNode.above(prefix, node.start);
            this.scan = new RangeScan(db, new ReadOptions(), from, TimelineKey.after(prefix));
            scan.seekToFirst();
        }

        long rows() throws RocksDBException {
            if (!scan.valid()) {
                throw new IllegalStateException("a block counts more than it holds");
            }
            return leaf ? 1 : RankNode.rowsOf(scan.value());
        }

        /// Goes on; where the part left behind ends.
        byte[] pass() throws RocksDBException {
            byte[] passed = leaf ? new byte[0] : RankReader.tail(scan.key(), prefix.length);
            scan.next();
            if (!leaf) {
                return passed;
            }
            return scan.valid() ? RankReader.tail(scan.key(), prefix.length) : RankNode.LIST_END;
        }

        @Override
        public void close() {
            scan.close();
        }
    }
}
