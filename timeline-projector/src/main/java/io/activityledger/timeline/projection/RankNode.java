package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A block of a list: how many rows lie from its start up to the next block's, and in how many
/// blocks below?
///
/// Mutable, and owned by the one thread that writes the store.
///
/// ```
/// 'c' | list | 0                   ->  height | rows | children     the root: all of the list
/// 'c' | list | 255 - level | start ->           rows | children     a block of that level
/// ```
final class RankNode {

    private static final int HIGHEST = 255;

    final int level;
    final byte[] start;
    final byte @Nullable [] end;
    long rows;
    int children;
    boolean changed;

    RankNode(int level, byte[] start, byte @Nullable [] end, long rows, int children) {
        this.level = level;
        this.start = start;
        this.end = end;
        this.rows = rows;
        this.children = children;
    }

    /// An empty list's root: no blocks stand below it, the rows themselves are its children.
    static RankNode emptyRoot() {
        return new RankNode(0, new byte[0], null, 0, 0);
    }

    static RankNode root(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        int height = bytes.get() & 0xFF;
        return new RankNode(height, new byte[0], null, bytes.getLong(), bytes.getInt());
    }

    byte[] rootValue() {
        return rootValue(level, rows, children);
    }

    static byte[] rootValue(int height, long rows, int children) {
        return ByteBuffer.allocate(13).put((byte) height).putLong(rows).putInt(children).array();
    }

    static byte[] value(long rows, int children) {
        return ByteBuffer.allocate(12).putLong(rows).putInt(children).array();
    }

    static long rowsOf(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    static int childrenOf(byte[] value) {
        return ByteBuffer.wrap(value).getInt(Long.BYTES);
    }

    static byte[] rootKey(TimelineList list) {
        return levelPrefix(list, HIGHEST);
    }

    static byte[] levelPrefix(TimelineList list, int level) {
        byte[] prefix = list.prefix();
        byte[] key = new byte[prefix.length + 2];
        key[0] = TimelineKey.COUNTS;
        System.arraycopy(prefix, 0, key, 1, prefix.length);
        key[key.length - 1] = (byte) (HIGHEST - level);
        return key;
    }

    boolean contains(byte[] suffix) {
        return Arrays.compareUnsigned(start, suffix) <= 0
                && (end == null || Arrays.compareUnsigned(suffix, end) < 0);
    }

    long weight() {
        return level == 0 ? rows : children;
    }
}
