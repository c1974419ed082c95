package io.activityledger.dialects.reevo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Activity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How does a Reevo client see activities and refusals? An activity is a lean card: its attributes
/// in envelopes, no metadata, no relationships.
public final class ReevoView {

    private ReevoView() {}

    /// The record by itself, as pages hold it too.
    public static byte[] activity(Activity activity) {
        return JsonWriter.bytes(to -> writeActivity(activity, to));
    }

    /// The answer that holds one record.
    public static byte[] single(Activity activity) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            writeActivity(activity, to);
            to.writeEndObject();
        });
    }

    /// The answer that holds a page of records, an array of what [#activity] wrote.
    ///
    /// @param next the cursor of the next page, empty at the end
    public static byte[] page(byte[] records, String next) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            to.writeRawValue(new String(records, UTF_8));
            JsonWriter.writeText("next_cursor", next.isEmpty() ? null : next, to);
            to.writeEndObject();
        });
    }

    /// `{"detail":"…"}`, or where fields are wrong `{"detail":[{"loc","msg","type"}]}`.
    public static byte[] refusal(Refusal refusal) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            if (refusal.problems().isEmpty()) {
                to.writeStringField("detail", refusal.message());
            } else {
                to.writeArrayFieldStart("detail");
                for (Problem problem : refusal.problems()) {
                    writeProblem(problem, to);
                }
                to.writeEndArray();
            }
            to.writeEndObject();
        });
    }

    private static void writeActivity(Activity activity, JsonGenerator to) throws IOException {
        String recordedAt = Timestamps.print(activity.recordedAt());
        to.writeStartObject();
        to.writeStringField("id", activity.id().bare());
        to.writeStringField("created_at", recordedAt);
        to.writeStringField("updated_at", recordedAt);
        to.writeObjectFieldStart("attributes");
        writeAttributes(activity, to);
        to.writeEndObject();
        to.writeStringField("record_type", "activity");
        to.writeNullField("metadata");
        to.writeEndObject();
    }

    private static void writeAttributes(Activity activity, JsonGenerator to) throws IOException {
        writeValue("type", "enum", activity.type(), to);
        writeValue("sub_type", "enum", activity.extra().get(ReevoRequest.CATEGORY), to);
        writeValue("status", "enum", "COMPLETED", to);
        writeValue("priority", "enum", null, to);
        writeValue("display_name", "string", activity.title(), to);
        writeOwner(activity.ownerId(), to);
        writeValue("ended_at", "timestamp", Timestamps.print(activity.occurredAt()), to);
        writeValue("badge_status", "string", null, to);
        writeValue("location", "string", null, to);
    }

    private static void writeValue(
            String name, String valueType, @Nullable String value, JsonGenerator to)
            throws IOException {
        to.writeObjectFieldStart(name);
        JsonWriter.writeText("value", value, to);
        to.writeStringField("value_type", valueType);
        to.writeEndObject();
    }

    private static void writeOwner(@Nullable String ownerId, JsonGenerator to) throws IOException {
        to.writeObjectFieldStart("owner_user_id");
        if (ownerId == null) {
            to.writeNullField("value");
        } else {
            to.writeObjectFieldStart("value");
            to.writeStringField("related_record_id", ownerId);
            to.writeStringField("related_record_type", "user");
            to.writeEndObject();
        }
        to.writeStringField("value_type", "record_reference");
        to.writeEndObject();
    }

    private static void writeProblem(Problem problem, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeArrayFieldStart("loc");
        to.writeString("body");
        for (String part : problem.field().split("\\.", -1)) {
            writePart(part, to);
        }
        to.writeEndArray();
        to.writeStringField("msg", problem.message());
        to.writeStringField("type", type(problem.kind()));
        to.writeEndObject();
    }

    /// Places in arrays are numbers, names of fields are not; the body as a whole is neither.
    private static void writePart(String part, JsonGenerator to) throws IOException {
        if (!part.isEmpty() && part.chars().allMatch(Character::isDigit)) {
            to.writeNumber(Integer.parseInt(part));
        } else if (!part.isEmpty()) {
            to.writeString(part);
        }
    }

    /// The words that clients of such APIs know.
    private static String type(Problem.Kind kind) {
        return switch (kind) {
            case NO_JSON -> "json_invalid";
            case MISSING -> "missing";
            case NO_TEXT -> "string_type";
            case NO_BOOLEAN -> "bool_type";
            case NO_LIST -> "list_type";
            case NO_OBJECT -> "dict_type";
            case NO_TIME -> "datetime_parsing";
            case NOT_ONE_OF -> "enum";
            case TOO_LONG -> "string_too_long";
            case TOO_MANY -> "too_long";
            case TOO_LARGE, UNKNOWN_REFERENCE, NOT_VALID -> "value_error";
        };
    }
}
