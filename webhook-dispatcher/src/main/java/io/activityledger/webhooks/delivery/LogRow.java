package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.WebhookAttempt;
import java.nio.ByteBuffer;
import java.time.Instant;

/// What is remembered of one attempt: a few figures to choose and to count by, and the JSON object
/// as it is answered.
///
/// ```
/// result (1) | took (4) | at (8) | length (2) | delivery id | length (2) | webhook id | JSON
/// ```
@SuppressWarnings("ArrayRecordComponent") // copied out once, never compared
public record LogRow(
        Result result,
        int tookMillis,
        Instant at,
        String deliveryId,
        String webhookId,
        byte[] json) {

    /// What came of it, as far as answers are chosen by it.
    public enum Result {
        SUCCESS('s'),
        FAILED('f'),
        /// Given up without an attempt: counts as failed, but tells nothing of the receiver.
        UNSENT('u');

        private final byte letter;

        Result(char letter) {
            this.letter = (byte) letter;
        }

        private static Result of(byte letter) {
            return switch (letter) {
                case 's' -> SUCCESS;
                case 'f' -> FAILED;
                default -> UNSENT;
            };
        }
    }

    static LogRow of(WebhookAttempt attempt) {
        return new LogRow(
                result(attempt),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, attempt.durationMillis())),
                attempt.attemptedAt(),
                attempt.deliveryId(),
                attempt.webhookId(),
                LogView.attempt(attempt));
    }

    static LogRow of(byte[] row) {
        var from = ByteBuffer.wrap(row);
        Result result = Result.of(from.get());
        int took = from.getInt();
        Instant at = Instant.ofEpochMilli(from.getLong());
        String deliveryId = text(from);
        String webhookId = text(from);
        byte[] json = new byte[from.remaining()];
        from.get(json);
        return new LogRow(result, took, at, deliveryId, webhookId, json);
    }

    byte[] bytes() {
        byte[] delivery = deliveryId.getBytes(UTF_8);
        byte[] webhook = webhookId.getBytes(UTF_8);
        int figures = 1 + Integer.BYTES + Long.BYTES + 2 * Short.BYTES;
        return ByteBuffer.allocate(figures + delivery.length + webhook.length + json.length)
                .put(result.letter)
                .putInt(tookMillis)
                .putLong(at.toEpochMilli())
                .putShort((short) delivery.length)
                .put(delivery)
                .putShort((short) webhook.length)
                .put(webhook)
                .put(json)
                .array();
    }

    private static Result result(WebhookAttempt attempt) {
        if (attempt.attempt() == 0) {
            return Result.UNSENT;
        }
        return attempt.outcome() == WebhookAttempt.Outcome.DELIVERED
                ? Result.SUCCESS
                : Result.FAILED;
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, UTF_8);
    }
}
