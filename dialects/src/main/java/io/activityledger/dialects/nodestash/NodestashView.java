package io.activityledger.dialects.nodestash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Activity;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How does a nodestash client see activities and refusals? Every documented field always, null
/// where absent.
public final class NodestashView {

    private static final String ORIGINAL_TYPE = "original_type";

    private NodestashView() {}

    /// The activity by itself, `{"id","type":"activity","attributes"}`, as pages hold it too.
    public static byte[] activity(Activity activity) {
        return JsonWriter.bytes(to -> writeActivity(activity, to));
    }

    /// The answer that holds one activity.
    public static byte[] single(Activity activity, String requestId) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            writeActivity(activity, to);
            writeMeta(requestId, to);
            to.writeEndObject();
        });
    }

    /// The answer that holds one activity, as [#activity] wrote it.
    public static byte[] single(byte[] activity, String requestId) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            to.writeRawValue(new String(activity, UTF_8));
            writeMeta(requestId, to);
            to.writeEndObject();
        });
    }

    /// The answer that holds a page of activities, an array of what [#activity] wrote.
    ///
    /// @param next the cursor of the next page, empty at the end
    public static byte[] page(byte[] activities, String next, String requestId) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            to.writeRawValue(new String(activities, UTF_8));
            to.writeObjectFieldStart("meta");
            to.writeObjectFieldStart("pagination");
            JsonWriter.writeText("next_cursor", next.isEmpty() ? null : next, to);
            to.writeBooleanField("has_more", !next.isEmpty());
            to.writeEndObject();
            to.writeStringField("request_id", requestId);
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    /// The error envelope.
    public static byte[] refusal(Refusal refusal, String requestId) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("error");
            to.writeStringField("code", NodestashErrors.code(refusal.status()));
            to.writeStringField("message", NodestashErrors.message(refusal));
            if (!refusal.problems().isEmpty()) {
                writeDetails(refusal, to);
            }
            to.writeEndObject();
            writeMeta(requestId, to);
            to.writeEndObject();
        });
    }

    private static void writeActivity(Activity activity, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("id", activity.id().compact());
        to.writeStringField("type", "activity");
        to.writeObjectFieldStart("attributes");
        writeAttributes(activity, to);
        to.writeEndObject();
        to.writeEndObject();
    }

    private static void writeAttributes(Activity activity, JsonGenerator to) throws IOException {
        boolean isKnownType = NodestashType.parse(activity.type()).isPresent();
        to.writeStringField("id", activity.id().compact());
        to.writeStringField("type", isKnownType ? activity.type() : NodestashType.CUSTOM.word());
        JsonWriter.writeText("subject", activity.title(), to);
        JsonWriter.writeText("body", activity.description(), to);
        JsonWriter.writeText("contact_id", activity.contactId(), to);
        JsonWriter.writeText("company_id", activity.companyId(), to);
        JsonWriter.writeText("deal_id", activity.dealId(), to);
        JsonWriter.writeText("owner_id", activity.ownerId(), to);
        to.writeBooleanField("is_done", activity.isDone());
        writeTime("due_date", activity.dueAt(), to);
        writeTime("completed_at", activity.completedAt(), to);
        to.writeFieldName("metadata");
        String metadata = activity.metadataJson();
        if (isKnownType) {
            to.writeRawValue(metadata == null ? "null" : metadata);
        } else {
            JsonWriter.write(withOriginalType(metadata, activity.type()), to);
        }
        JsonWriter.writeTexts("tags", activity.tags(), to);
        String recordedAt = Timestamps.print(activity.recordedAt());
        to.writeStringField("created_at", recordedAt);
        to.writeStringField("updated_at", recordedAt);
    }

    /// What the client of another dialect wrote, and behind it the name it gave the type. A key of
    /// its own by this name gives way.
    private static Json withOriginalType(@Nullable String metadataJson, String type) {
        Map<String, Json> fields = new LinkedHashMap<>(fields(metadataJson));
        fields.put(ORIGINAL_TYPE, new Json.JsonText(type));
        return new Json.JsonObject(fields);
    }

    private static Map<String, Json> fields(@Nullable String metadataJson) {
        if (metadataJson == null) {
            return Map.of();
        }
        return switch (JsonParser.parseObject(metadataJson.getBytes(UTF_8))) {
            case JsonReading.Sound(Json.JsonObject(var fields)) -> fields;
            case JsonReading.Malformed _ -> Map.of();
        };
    }

    private static void writeTime(String name, @Nullable Instant time, JsonGenerator to)
            throws IOException {
        JsonWriter.writeText(name, time == null ? null : Timestamps.print(time), to);
    }

    private static void writeDetails(Refusal refusal, JsonGenerator to) throws IOException {
        to.writeArrayFieldStart("details");
        for (Problem problem : refusal.problems()) {
            to.writeStartObject();
            to.writeStringField("field", problem.field());
            to.writeStringField("message", problem.message());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void writeMeta(String requestId, JsonGenerator to) throws IOException {
        to.writeObjectFieldStart("meta");
        to.writeStringField("request_id", requestId);
        to.writeEndObject();
    }
}
