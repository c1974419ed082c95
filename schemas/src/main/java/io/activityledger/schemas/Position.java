package io.activityledger.schemas;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/// Where on the `activities` topic does a write stand? Clients carry it, opaque, in
/// `Ledger-Position`, so that a read can wait for it.
public record Position(int partition, long offset) {

    public static final String HEADER = "Ledger-Position";

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

    public String text() {
        byte[] bytes =
                ByteBuffer.allocate(BYTES).put(VERSION).putInt(partition).putLong(offset).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The position that `text` spells; empty where no ledger wrote it.
    public static Optional<Position> parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
                return Optional.empty();
            }
            var position = new Position(bytes.getInt(), bytes.getLong());
            return position.partition < 0 || position.offset < 0
                    ? Optional.empty()
                    : Optional.of(position);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
