package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;

/// Where does the row of an id stand, and which record won it? Identity is decided here: the first
/// offset wins.
///
/// ```
/// format 1 | offset 8 | the row's key
/// ```
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record RowPointer(long offset, byte[] rowKey) {

    private static final byte FORMAT = 2;

    byte[] bytes() {
        return ByteBuffer.allocate(1 + Long.BYTES + rowKey.length)
                .put(FORMAT)
                .putLong(offset)
                .put(rowKey)
                .array();
    }

    static RowPointer parse(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        bytes.get();
        long offset = bytes.getLong();
        byte[] rowKey = new byte[bytes.remaining()];
        bytes.get(rowKey);
        return new RowPointer(offset, rowKey);
    }
}
