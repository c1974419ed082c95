package io.activityledger.webhooks.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookDelivery;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How does a LeadLex client see an attempt, one to come, and a dead letter? Its own fields first,
/// ours behind them.
final class LogView {

    private LogView() {}

    static byte[] attempt(WebhookAttempt attempt) {
        boolean delivered = attempt.outcome() == WebhookAttempt.Outcome.DELIVERED;
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeStringField("delivery_id", attempt.deliveryId());
            to.writeStringField("event", attempt.event());
            to.writeStringField("status", delivered ? "success" : "failed");
            writeNumber("response_status_code", attempt.responseStatusCode(), to);
            JsonWriter.writeText("response_body", attempt.responseBody(), to);
            to.writeNumberField("duration_ms", attempt.durationMillis());
            to.writeNumberField("attempt", attempt.attempt());
            JsonWriter.writeText("error", attempt.error(), to);
            to.writeStringField("delivered_at", Timestamps.print(attempt.attemptedAt()));
            JsonWriter.writeText("error_detail", attempt.errorDetail(), to);
            to.writeStringField("outcome", attempt.outcome().word());
            writeNames(attempt.webhookId(), attempt.activityId(), to);
            writeTime("next_attempt_at", attempt.nextAttemptAt(), to);
            to.writeEndObject();
        });
    }

    /// The attempt to come has no id of its own yet: its delivery's stands there.
    static byte[] pending(WebhookDelivery delivery, PendingEntry entry) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeStringField("delivery_id", delivery.webhookId());
            to.writeStringField("event", delivery.event());
            to.writeStringField("status", "pending");
            to.writeNullField("response_status_code");
            to.writeNullField("response_body");
            to.writeNullField("duration_ms");
            to.writeNumberField("attempt", entry.attempt());
            to.writeNullField("error");
            to.writeNullField("delivered_at");
            to.writeNullField("error_detail");
            to.writeNullField("outcome");
            writeNames(delivery.webhookId(), delivery.activityId(), to);
            writeTime("next_attempt_at", entry.nextAt(), to);
            to.writeEndObject();
        });
    }

    static byte[] letter(DeadLetter letter, WebhookDelivery delivery) {
        return JsonWriter.bytes(to -> {
            writeLetter(letter, delivery, to);
            to.writeEndObject();
        });
    }

    /// With what was to be sent.
    static byte[] letterAndBody(DeadLetter letter, WebhookDelivery delivery) {
        return JsonWriter.bytes(to -> {
            writeLetter(letter, delivery, to);
            to.writeFieldName("body");
            to.writeRawValue(delivery.bodyJson());
            to.writeEndObject();
        });
    }

    private static void writeLetter(DeadLetter letter, WebhookDelivery delivery, JsonGenerator to)
            throws IOException {
        to.writeStartObject();
        writeNames(delivery.webhookId(), delivery.activityId(), to);
        to.writeStringField("event", delivery.event());
        to.writeStringField("reason", letter.reason());
        writeTime("recorded_at", delivery.recordedAt(), to);
        writeTime("given_up_at", letter.at(), to);
    }

    /// What tells of no activity has none.
    private static void writeNames(String webhookId, String activityId, JsonGenerator to)
            throws IOException {
        to.writeStringField("webhook_id", webhookId);
        JsonWriter.writeText("activity_id", activityId.isEmpty() ? null : activityId, to);
    }

    private static void writeNumber(String name, @Nullable Integer value, JsonGenerator to)
            throws IOException {
        if (value == null) {
            to.writeNullField(name);
        } else {
            to.writeNumberField(name, value);
        }
    }

    private static void writeTime(String name, @Nullable Instant value, JsonGenerator to)
            throws IOException {
        JsonWriter.writeText(name, value == null ? null : Timestamps.print(value), to);
    }
}
