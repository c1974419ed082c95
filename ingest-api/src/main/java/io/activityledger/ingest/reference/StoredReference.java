package io.activityledger.ingest.reference;

import java.nio.ByteBuffer;

/// What is kept of a reference? The offset at which its present life began, and the record's value.
///
/// ```
/// | created offset, 8 bytes | value as it stands on the topic |
/// ```
@SuppressWarnings("ArrayRecordComponent") // copied through, never compared
record StoredReference(long createdOffset, byte[] value) {

    static StoredReference of(byte[] row) {
        ByteBuffer bytes = ByteBuffer.wrap(row);
        long created = bytes.getLong();
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return new StoredReference(created, value);
    }

    byte[] row() {
        return ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(createdOffset)
                .put(value)
                .array();
    }
}
