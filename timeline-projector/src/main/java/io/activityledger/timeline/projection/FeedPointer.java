package io.activityledger.timeline.projection;

import java.nio.ByteBuffer;

/// Where does the row of a record stand, and when was it recorded?
///
/// ```
/// recorded_at 8 | the row's key
/// ```
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record FeedPointer(long recordedAtMillis, byte[] rowKey) {

    byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES + rowKey.length)
                .putLong(recordedAtMillis)
                .put(rowKey)
                .array();
    }

    static FeedPointer parse(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        long recordedAt = bytes.getLong();
        byte[] rowKey = new byte[bytes.remaining()];
        bytes.get(rowKey);
        return new FeedPointer(recordedAt, rowKey);
    }
}
