package io.activityledger.schemas;

import static io.activityledger.schemas.AvroFields.readInstant;
import static io.activityledger.schemas.AvroFields.readMap;
import static io.activityledger.schemas.AvroFields.readOptional;
import static io.activityledger.schemas.AvroFields.readOptionalInstant;
import static io.activityledger.schemas.AvroFields.readTexts;
import static io.activityledger.schemas.AvroFields.writeInstant;
import static io.activityledger.schemas.AvroFields.writeMap;
import static io.activityledger.schemas.AvroFields.writeOptional;
import static io.activityledger.schemas.AvroFields.writeTexts;

import java.io.IOException;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/// How does an activity stand on the `activities` topic? As `ActivityCreated`, in Confluent's wire
/// format.
public final class EventCodec extends AvroCodec<Activity> {

    public EventCodec(SchemaRegistry registry) {
        super(Schemas.ACTIVITY_CREATED, Topics.ACTIVITIES, registry);
    }

    @Override
    void write(Activity event, Encoder to) throws IOException {
        to.writeString(event.id().bare());
        to.writeString(event.workspaceId());
        to.writeString(event.type());
        writeInstant(to, event.occurredAt());
        writeInstant(to, event.recordedAt());
        to.writeString(event.source());
        to.writeString(event.createdBy());
        writeOptional(to, event.title());
        writeOptional(to, event.description());
        writeOptional(to, event.contactId());
        writeOptional(to, event.dealId());
        writeOptional(to, event.companyId());
        writeOptional(to, event.entityType());
        writeOptional(to, event.entityId());
        writeOptional(to, event.entityName());
        writeOptional(to, event.ownerId());
        writeOptional(to, event.dueAt());
        writeOptional(to, event.completedAt());
        writeOptional(to, event.metadataJson());
        writeOptional(to, event.idempotencyKey());
        writeOptional(to, event.requestFingerprint());
        writeOptional(to, event.externalId());
        writeTexts(to, event.contactIds());
        writeTexts(to, event.tags());
        to.writeBoolean(event.isDone());
        writeMap(to, event.extra());
    }

    @Override
    Activity read(FieldReader fields) throws IOException {
        var event = new ActivityFields();
        for (Schema.Field field : fields.order()) {
            readField(field.name(), fields.decoder(), event);
        }
        return event.activity();
    }

    private static void readField(String name, Decoder from, ActivityFields event)
            throws IOException {
        switch (name) {
            case "activity_id" -> event.id = identity(from.readString());
            case "workspace_id" -> event.workspaceId = from.readString();
            case "type" -> event.type = from.readString();
            case "occurred_at" -> event.occurredAt = readInstant(from);
            case "recorded_at" -> event.recordedAt = readInstant(from);
            case "source" -> event.source = from.readString();
            case "created_by" -> event.createdBy = from.readString();
            case "title" -> event.title = readOptional(from);
            case "description" -> event.description = readOptional(from);
            case "contact_id" -> event.contactId = readOptional(from);
            case "deal_id" -> event.dealId = readOptional(from);
            case "company_id" -> event.companyId = readOptional(from);
            case "entity_type" -> event.entityType = readOptional(from);
            case "entity_id" -> event.entityId = readOptional(from);
            case "entity_name" -> event.entityName = readOptional(from);
            case "owner_id" -> event.ownerId = readOptional(from);
            case "due_at" -> event.dueAt = readOptionalInstant(from);
            case "completed_at" -> event.completedAt = readOptionalInstant(from);
            case "metadata_json" -> event.metadataJson = readOptional(from);
            case "idempotency_key" -> event.idempotencyKey = readOptional(from);
            case "request_fingerprint" -> event.requestFingerprint = readOptional(from);
            case "external_id" -> event.externalId = readOptional(from);
            case "contact_ids" -> event.contactIds = readTexts(from);
            case "tags" -> event.tags = readTexts(from);
            case "is_done" -> event.isDone = from.readBoolean();
            case "extra" -> event.extra = readMap(from);
            default -> throw new IllegalStateException("no reader for the field " + name);
        }
    }

    private static ActivityId identity(String text) {
        UUID uuid = UUID.fromString(text);
        if (!ActivityId.oursByForm(uuid)) {
            throw new WireFormat.Unreadable("activity_id is no UUID of version 7 or 8: " + text);
        }
        return new ActivityId(uuid);
    }
}
