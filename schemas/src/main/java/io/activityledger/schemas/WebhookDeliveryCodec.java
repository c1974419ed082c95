package io.activityledger.schemas;

import static io.activityledger.schemas.AvroFields.readInstant;
import static io.activityledger.schemas.AvroFields.readOptional;
import static io.activityledger.schemas.AvroFields.writeInstant;
import static io.activityledger.schemas.AvroFields.writeOptional;

import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/// How does a delivery to make stand on the `webhook-deliveries` topic?
public final class WebhookDeliveryCodec extends AvroCodec<WebhookDelivery> {

    public WebhookDeliveryCodec(SchemaRegistry registry) {
        super(Schemas.WEBHOOK_DELIVERY, Topics.WEBHOOK_DELIVERIES, registry);
    }

    @Override
    void write(WebhookDelivery delivery, Encoder to) throws IOException {
        to.writeString(delivery.webhookId());
        to.writeString(delivery.workspaceId());
        to.writeString(delivery.endpointId());
        to.writeString(delivery.event());
        to.writeString(delivery.activityId());
        writeInstant(to, delivery.recordedAt());
        to.writeInt(delivery.originPartition());
        to.writeLong(delivery.originOffset());
        to.writeString(delivery.subjectKey());
        to.writeString(delivery.bodyJson());
        writeOptional(to, delivery.traceparent());
    }

    @Override
    WebhookDelivery read(FieldReader fields) throws IOException {
        String webhookId = "";
        String workspaceId = "";
        String endpointId = "";
        String event = "";
        String activityId = "";
        Instant recordedAt = Instant.EPOCH;
        int originPartition = 0;
        long originOffset = 0;
        String subjectKey = "";
        String bodyJson = "";
        String traceparent = null;
        for (Schema.Field field : fields.order()) {
            Decoder from = fields.decoder();
            switch (field.name()) {
                case "webhook_id" -> webhookId = from.readString();
                case "workspace_id" -> workspaceId = from.readString();
                case "endpoint_id" -> endpointId = from.readString();
                case "event" -> event = from.readString();
                case "activity_id" -> activityId = from.readString();
                case "recorded_at" -> recordedAt = readInstant(from);
                case "origin_partition" -> originPartition = from.readInt();
                case "origin_offset" -> originOffset = from.readLong();
                case "subject_key" -> subjectKey = from.readString();
                case "body_json" -> bodyJson = from.readString();
                case "traceparent" -> traceparent = readOptional(from);
                default -> throw unknown(field);
            }
        }
        return new WebhookDelivery(
                webhookId,
                workspaceId,
                endpointId,
                event,
                activityId,
                recordedAt,
                originPartition,
                originOffset,
                subjectKey,
                bodyJson,
                traceparent);
    }
}
