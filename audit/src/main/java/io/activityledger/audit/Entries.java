package io.activityledger.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.ActivityId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.UUID;

/// How do values stand in entries whose bytes sort as the values do?
final class Entries {

    static final int ID_BYTES = 16;

    private Entries() {}

    static void add(ActivityId id, ByteArrayOutputStream to) {
        add(id.uuid().getMostSignificantBits(), to);
        add(id.uuid().getLeastSignificantBits(), to);
    }

    /// The latest instants, and the highest ids, first.
    static byte[] newestFirst(long occurredAtMillis, ActivityId id) {
        return ByteBuffer.allocate(Long.BYTES + ID_BYTES)
                .putLong(~(occurredAtMillis ^ Long.MIN_VALUE))
                .putLong(~id.uuid().getMostSignificantBits())
                .putLong(~id.uuid().getLeastSignificantBits())
                .array();
    }

    static TimelineRow row(ByteBuffer from) {
        long occurredAt = ~from.getLong() ^ Long.MIN_VALUE;
        return new TimelineRow(
                new ActivityId(new UUID(~from.getLong(), ~from.getLong())), occurredAt);
    }

    static void add(long number, ByteArrayOutputStream to) {
        to.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    static void add(int number, ByteArrayOutputStream to) {
        to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /// With its length before it, so that no text runs into the next.
    static void add(String text, ByteArrayOutputStream to) {
        byte[] bytes = text.getBytes(UTF_8);
        add(bytes.length, to);
        to.writeBytes(bytes);
    }

    static ActivityId id(ByteBuffer from) {
        return new ActivityId(new UUID(from.getLong(), from.getLong()));
    }

    static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return new String(bytes, UTF_8);
    }

    static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt();
    }
}
