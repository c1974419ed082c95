package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// How do counts stay exact and cheap while rows come in anywhere? A counted B-tree over each list,
/// a key per block:
///
/// ```
/// root                     9,000 rows in 2 blocks
/// level 1      [ .. 6,000 in 96 blocks ][ f.. 3,000 in 51 blocks ]
/// level 0      [ .. 192 ][ c.. 190 ] …   [ f.. 201 ][ g.. 77 ] …
/// the list       rows      rows            rows       rows
/// ```
///
/// A block is named by the suffix it starts at; the first of a level starts before all. Rows are
/// counted in as many blocks as the tree is high. Blocks that have grown too large are split
/// afterwards, by a write of its own that moves no row: until then answers are only slower. Splits
/// leave the older part full, since most rows are new.
///
/// Used only by the thread that writes the store. It remembers the blocks last counted in, of as
/// many lists as `cachedLists`; what it remembers is what was handed to the batch, so after a
/// failed write it must be forgotten.
final class RankIndex {

    static final int LARGEST_LEAF = 256;
    static final int LARGEST_BLOCK = 128;
    private static final int LEAF_AFTER_SPLIT = 192;
    private static final int BLOCK_AFTER_SPLIT = 96;

    private final RocksDB db;
    private final Map<TimelineList, List<RankNode>> lastPaths;
    private final List<Crowded> crowded = new ArrayList<>();

    RankIndex(RocksDB db, int cachedLists) {
        this.db = db;
        this.lastPaths =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<TimelineList, List<RankNode>> eldest) {
                        return size() > cachedLists;
                    }
                };
    }

    /// Takes the keys and values of a batch.
    interface Puts {
        void put(byte[] key, byte[] value) throws RocksDBException;
    }

    /// Counts new rows of `list` into its blocks. `suffixes` are in order; a list may come once per
    /// batch.
    void count(TimelineList list, List<byte[]> suffixes, Puts batch) throws RocksDBException {
        List<RankNode> path = lastPaths.get(list);
        for (byte[] suffix : suffixes) {
            if (path == null || !path.getFirst().contains(suffix)) {
                path = moved(list, path, suffix, batch);
            }
            for (RankNode node : path) {
                node.rows++;
                node.changed = true;
            }
        }
        if (path != null) {
            path.forEach(node -> noteCrowded(list, node));
            write(list, path, batch);
            lastPaths.put(list, path);
        }
    }

    /// Splits what has grown too large in the batch that was just written, each block by a write of
    /// its own.
    void settle(Writes writes) throws RocksDBException {
        for (Crowded block : crowded) {
            while (splitOne(block, writes)) {
                lastPaths.remove(block.list);
            }
        }
        crowded.clear();
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
    private record Crowded(TimelineList list, byte[] suffix) {}

    /// The path to the block of `suffix`, the lowest block first and the root last. Blocks of the
    /// old path that hold `suffix` too are kept, for their counts are newer than the database's.
    private List<RankNode> moved(
            TimelineList list, @Nullable List<RankNode> old, byte[] suffix, Puts batch)
            throws RocksDBException {
        if (old == null) {
            return load(list, suffix);
        }
        List<RankNode> path = new ArrayList<>(old);
        int level = 0;
        while (!path.get(level).contains(suffix)) {
            noteCrowded(list, path.get(level));
            write(list, path.get(level), batch, false);
            level++;
        }
        for (int below = level - 1; below >= 0; below--) {
            path.set(below, block(list, below, suffix));
        }
        return path;
    }

    private List<RankNode> load(TimelineList list, byte[] suffix) throws RocksDBException {
        byte[] stored = db.get(RankNode.rootKey(list));
        RankNode root = stored == null ? RankNode.emptyRoot() : RankNode.root(stored);
        List<RankNode> path = new ArrayList<>(root.level + 1);
        for (int level = 0; level < root.level; level++) {
            path.add(block(list, level, suffix));
        }
        path.add(root);
        return path;
    }

    private RankNode block(TimelineList list, int level, byte[] suffix) throws RocksDBException {
        byte[] prefix = RankNode.levelPrefix(list, level);
        try (var scan = RangeScan.ofPrefix(db, new ReadOptions(), prefix)) {
            scan.seekForPrev(TimelineKey.joined(prefix, suffix));
            if (!scan.valid()) {
                throw new IllegalStateException("a list has no first block at level " + level);
            }
            byte[] start = RankReader.tail(scan.key(), prefix.length);
            byte[] value = scan.value();
            scan.next();
            byte[] end = scan.valid() ? RankReader.tail(scan.key(), prefix.length) : null;
            return new RankNode(
                    level, start, end, RankNode.rowsOf(value), RankNode.childrenOf(value));
        }
    }

    private static void write(TimelineList list, List<RankNode> path, Puts batch)
            throws RocksDBException {
        for (RankNode node : path) {
            write(list, node, batch, node == path.getLast());
        }
    }

    private static void write(TimelineList list, RankNode node, Puts batch, boolean root)
            throws RocksDBException {
        if (node.changed) {
            node.changed = false;
            if (root) {
                batch.put(RankNode.rootKey(list), node.rootValue());
            } else {
                batch.put(
                        key(list, node.level, node.start),
                        RankNode.value(node.rows, node.children));
            }
        }
    }

    private static byte[] key(TimelineList list, int level, byte[] start) {
        return TimelineKey.joined(RankNode.levelPrefix(list, level), start);
    }

    private void noteCrowded(TimelineList list, RankNode node) {
        if (isCrowded(node)) {
            crowded.add(new Crowded(list, node.start));
        }
    }

    private static boolean isCrowded(RankNode node) {
        return node.weight() > (node.level == 0 ? LARGEST_LEAF : LARGEST_BLOCK);
    }

    /// Splits the lowest crowded block above `block.suffix`; whether there was one.
    private boolean splitOne(Crowded block, Writes writes) throws RocksDBException {
        List<RankNode> path = load(block.list, block.suffix);
        for (int level = 0; level < path.size(); level++) {
            RankNode node = path.get(level);
            if (isCrowded(node)) {
                List<RankNode> pieces = pieces(block.list, node);
                boolean root = level == path.size() - 1;
                RankNode parent = root ? node : path.get(level + 1);
                boolean parentIsRoot = root || level == path.size() - 2;
                writes.write(batch -> {
                    for (RankNode piece : pieces) {
                        write(block.list, piece, batch, false);
                    }
                    write(block.list, grown(parent, root, pieces.size()), batch, parentIsRoot);
                });
                return true;
            }
        }
        return false;
    }

    /// The block above the pieces: a root that was split itself now stands one level higher.
    private static RankNode grown(RankNode parent, boolean rootWasSplit, int pieces) {
        int level = rootWasSplit ? parent.level + 1 : parent.level;
        int children = rootWasSplit ? pieces : parent.children + pieces - 1;
        var grown = new RankNode(level, parent.start, parent.end, parent.rows, children);
        grown.changed = true;
        return grown;
    }

    /// What `node` is split into: full pieces, and before them one with the rest.
    private List<RankNode> pieces(TimelineList list, RankNode node) throws RocksDBException {
        boolean leaf = node.level == 0;
        byte[] prefix = leaf ? list.prefix() : RankNode.levelPrefix(list, node.level - 1);
        int full = leaf ? LEAF_AFTER_SPLIT : BLOCK_AFTER_SPLIT;
        long left = (node.weight() - 1) % full + 1;
        List<RankNode> pieces = new ArrayList<>();
        var piece = new RankNode(node.level, node.start, null, 0, 0);
        try (var scan = between(prefix, node)) {
            scan.seekToFirst();
            for (long child = 0; child < node.weight(); child++, left--) {
                if (!scan.valid()) {
                    throw new IllegalStateException("a block counts more than it holds");
                }
                if (left == 0) {
                    pieces.add(piece);
                    byte[] start = RankReader.tail(scan.key(), prefix.length);
                    piece = new RankNode(node.level, start, null, 0, 0);
                    left = full;
                }
                piece.rows += leaf ? 1 : RankNode.rowsOf(scan.value());
                piece.children += leaf ? 0 : 1;
                scan.next();
            }
        }
        pieces.add(piece);
        pieces.forEach(each -> each.changed = true);
        return pieces;
    }

    private RangeScan between(byte[] prefix, RankNode node) {
        byte[] from = TimelineKey.joined(prefix, node.start);
        byte[] end = node.end;
        byte[] to = end == null ? TimelineKey.after(prefix) : TimelineKey.joined(prefix, end);
        return new RangeScan(db, new ReadOptions(), from, to);
    }
}
