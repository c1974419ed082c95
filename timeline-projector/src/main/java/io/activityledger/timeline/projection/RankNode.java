package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A block of a list: how many rows lie from its start up to its end, and in how many blocks below?
///
/// A block's key names its end, so that the block of a suffix is found by one seek forwards:
/// counters are rewritten often, and looking backwards over many versions of a key is slow.
///
/// ```
/// 'c' | list | 0                 ->  height | rows | children            the root: all of the list
/// 'c' | list | 255 - level | end ->           rows | children | start    a block of that level
/// ```
///
/// Mutable, and owned by the one thread that writes the store.
final class RankNode {

    static final byte[] LIST_START = new byte[0];

    /// Above every suffix.
    static final byte[] LIST_END = new byte[TimelineKey.SUFFIX_BYTES + 1];

    private static final int HIGHEST = 255;
    private static final int START_AT = Long.BYTES + Integer.BYTES;

    static {
        Arrays.fill(LIST_END, (byte) 0xFF);
    }

    final int level;
    final byte[] start;
    final byte[] end;
    long rows;
    int children;
    boolean changed;

    RankNode(int level, byte[] start, byte[] end, long rows, int children) {
        this.level = level;
        this.start = start;
        this.end = end;
        this.rows = rows;
        this.children = children;
    }

    /// An empty list's root: no blocks stand below it, the rows themselves are its children.
    static RankNode emptyRoot() {
        return new RankNode(0, LIST_START, LIST_END, 0, 0);
    }

    static RankNode root(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        int height = bytes.get() & 0xFF;
        return new RankNode(height, LIST_START, LIST_END, bytes.getLong(), bytes.getInt());
    }

    static RankNode block(int level, byte[] end, byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        byte[] start = Arrays.copyOfRange(value, START_AT, value.length);
        return new RankNode(level, start, end, bytes.getLong(), bytes.getInt());
    }

    byte[] rootValue() {
        return ByteBuffer.allocate(1 + START_AT)
                .put((byte) level)
                .putLong(rows)
                .putInt(children)
                .array();
    }

    byte[] blockValue() {
        return ByteBuffer.allocate(START_AT + start.length)
                .putLong(rows)
                .putInt(children)
                .put(start)
                .array();
    }

    static long rowsOf(byte[] blockValue) {
        return ByteBuffer.wrap(blockValue).getLong();
    }

    static int childrenOf(byte[] blockValue) {
        return ByteBuffer.wrap(blockValue).getInt(Long.BYTES);
    }

    static byte[] startOf(byte[] blockValue) {
        return Arrays.copyOfRange(blockValue, START_AT, blockValue.length);
    }

    /// How a block's start compares with `bound`, as unsigned bytes.
    static int compareStart(byte[] blockValue, byte[] bound) {
        return Arrays.compareUnsigned(
                blockValue, START_AT, blockValue.length, bound, 0, bound.length);
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

    /// Just above the key that ends with `suffix`: blocks from there on end behind it.
    static byte[] above(byte[] levelPrefix, byte[] suffix) {
        byte[] key = Arrays.copyOf(levelPrefix, levelPrefix.length + suffix.length + 1);
        System.arraycopy(suffix, 0, key, levelPrefix.length, suffix.length);
        return key;
    }

    boolean contains(byte[] suffix) {
        return Arrays.compareUnsigned(start, suffix) <= 0
                && Arrays.compareUnsigned(suffix, end) < 0;
    }

    /// How many rows or blocks stand right below it.
    long weight() {
        return level == 0 ? rows : children;
    }
}
