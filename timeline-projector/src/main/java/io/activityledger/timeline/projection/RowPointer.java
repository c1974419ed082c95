package io.activityledger.timeline.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// Where does the row of an id stand, and which record won it? Identity is decided here: the first
/// offset wins.
///
/// ```
/// format 1 | offset 8 | length 2 | fingerprint | the row's key
/// ```
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record RowPointer(long offset, String requestFingerprint, byte[] rowKey) {

    private static final byte FORMAT = 1;
    private static final int LONGEST_FINGERPRINT = 0xFFFF;

    byte[] bytes() {
        byte[] fingerprint = requestFingerprint.getBytes(UTF_8);
        int length = Math.min(fingerprint.length, LONGEST_FINGERPRINT);
        return ByteBuffer.allocate(1 + Long.BYTES + Short.BYTES + length + rowKey.length)
                .put(FORMAT)
                .putLong(offset)
                .putShort((short) length)
                .put(fingerprint, 0, length)
                .put(rowKey)
                .array();
    }

    static RowPointer parse(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        bytes.get();
        long offset = bytes.getLong();
        byte[] fingerprint = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(fingerprint);
        byte[] rowKey = new byte[bytes.remaining()];
        bytes.get(rowKey);
        return new RowPointer(offset, new String(fingerprint, UTF_8), rowKey);
    }
}
