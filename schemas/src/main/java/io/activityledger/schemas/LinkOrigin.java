package io.activityledger.schemas;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which record of `activities` does a record of `timeline-links` repeat? Stands in a header, so
/// that the value is the activity's own bytes.
///
/// ```
/// origin = partition 4 | offset 8
/// ```
public record LinkOrigin(int partition, long offset) {

    public static final String HEADER = "origin";

    private static final int BYTES = Integer.BYTES + Long.BYTES;

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putInt(partition).putLong(offset).array();
    }

    /// Empty where the header is missing or no origin.
    public static Optional<LinkOrigin> parse(byte @Nullable [] header) {
        if (header == null || header.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        var origin = new LinkOrigin(bytes.getInt(), bytes.getLong());
        return origin.partition < 0 || origin.offset < 0 ? Optional.empty() : Optional.of(origin);
    }
}
