package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;

/// What was given up, when and why?
///
/// @param delivery as it stood on `webhook-deliveries`
@SuppressWarnings("ArrayRecordComponent") // copied out once, never compared
record DeadLetter(Instant at, String reason, byte[] delivery) {

    private static final int LONGEST_REASON = 2_000;

    static DeadLetter of(byte[] row) {
        var from = ByteBuffer.wrap(row);
        Instant at = Instant.ofEpochMilli(from.getLong());
        byte[] reason = new byte[from.getShort()];
        from.get(reason);
        byte[] delivery = new byte[from.remaining()];
        from.get(delivery);
        return new DeadLetter(at, new String(reason, UTF_8), delivery);
    }

    byte[] bytes() {
        String shown = reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
        byte[] text = shown.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + Short.BYTES + text.length + delivery.length)
                .putLong(at.toEpochMilli())
                .putShort((short) text.length)
                .put(text)
                .put(delivery)
                .array();
    }
}
