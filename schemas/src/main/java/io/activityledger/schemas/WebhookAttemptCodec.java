package io.activityledger.schemas;

import static io.activityledger.schemas.AvroFields.readInstant;
import static io.activityledger.schemas.AvroFields.readOptional;
import static io.activityledger.schemas.AvroFields.readOptionalInstant;
import static io.activityledger.schemas.AvroFields.readOptionalInt;
import static io.activityledger.schemas.AvroFields.writeInstant;
import static io.activityledger.schemas.AvroFields.writeOptional;

import io.activityledger.schemas.WebhookAttempt.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/// How does an attempt stand on the `webhook-attempts` topic?
public final class WebhookAttemptCodec extends AvroCodec<WebhookAttempt> {

    public WebhookAttemptCodec(SchemaRegistry registry) {
        super(Schemas.WEBHOOK_ATTEMPT, Topics.WEBHOOK_ATTEMPTS, registry);
    }

    @Override
    void write(WebhookAttempt attempt, Encoder to) throws IOException {
        to.writeString(attempt.deliveryId());
        to.writeString(attempt.webhookId());
        to.writeString(attempt.workspaceId());
        to.writeString(attempt.endpointId());
        to.writeString(attempt.event());
        to.writeString(attempt.activityId());
        to.writeInt(attempt.attempt());
        writeInstant(to, attempt.attemptedAt());
        to.writeLong(attempt.durationMillis());
        to.writeString(attempt.outcome().word());
        writeOptional(to, attempt.responseStatusCode());
        writeOptional(to, attempt.responseBody());
        writeOptional(to, attempt.error());
        writeOptional(to, attempt.errorDetail());
        writeOptional(to, attempt.nextAttemptAt());
    }

    @Override
    WebhookAttempt read(FieldReader fields) throws IOException {
        String deliveryId = "";
        String webhookId = "";
        String workspaceId = "";
        String endpointId = "";
        String event = "";
        String activityId = "";
        int attempt = 0;
        Instant attemptedAt = Instant.EPOCH;
        long durationMillis = 0;
        String outcome = "";
        @Nullable Integer responseStatusCode = null;
        @Nullable String responseBody = null;
        @Nullable String error = null;
        @Nullable String errorDetail = null;
        @Nullable Instant nextAttemptAt = null;
        for (Schema.Field field : fields.order()) {
            Decoder from = fields.decoder();
            switch (field.name()) {
                case "delivery_id" -> deliveryId = from.readString();
                case "webhook_id" -> webhookId = from.readString();
                case "workspace_id" -> workspaceId = from.readString();
                case "endpoint_id" -> endpointId = from.readString();
                case "event" -> event = from.readString();
                case "activity_id" -> activityId = from.readString();
                case "attempt" -> attempt = from.readInt();
                case "attempted_at" -> attemptedAt = readInstant(from);
                case "duration_ms" -> durationMillis = from.readLong();
                case "outcome" -> outcome = from.readString();
                case "response_status_code" -> responseStatusCode = readOptionalInt(from);
                case "response_body" -> responseBody = readOptional(from);
                case "error" -> error = readOptional(from);
                case "error_detail" -> errorDetail = readOptional(from);
                case "next_attempt_at" -> nextAttemptAt = readOptionalInstant(from);
                default -> throw unknown(field);
            }
        }
        return new WebhookAttempt(
                deliveryId,
                webhookId,
                workspaceId,
                endpointId,
                event,
                activityId,
                attempt,
                attemptedAt,
                durationMillis,
                outcomeOf(outcome),
                responseStatusCode,
                responseBody,
                error,
                errorDetail,
                nextAttemptAt);
    }

    private static Outcome outcomeOf(String word) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.word().equals(word))
                .findAny()
                .orElseThrow(() -> new WireFormat.Unreadable("no outcome: " + word));
    }
}
