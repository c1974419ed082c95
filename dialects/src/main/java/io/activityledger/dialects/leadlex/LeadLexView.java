package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Activity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// How does a LeadLex client see activities, pages and refusals? Documented fields always, in the
/// documents' order and null where absent; our extensions behind them, only where they hold
/// something.
public final class LeadLexView {

    private static final byte[] ACTIVITY_OPENING = utf8("{\"data\":{\"activity\":");
    private static final byte[] ACTIVITY_CLOSING = utf8("}}");
    private static final byte[] PAGE_OPENING = utf8("{\"data\":{\"activities\":");

    private LeadLexView() {}

    /// The activity object by itself: what is stored to be copied into every answer.
    public static byte[] activity(Activity activity) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            writeDocumented(activity, to);
            writeExtensions(activity, to);
            to.writeEndObject();
        });
    }

    /// The answer that holds one activity object.
    public static byte[] single(byte[] activity) {
        var answer =
                new ByteArrayOutputStream(
                        ACTIVITY_OPENING.length + activity.length + ACTIVITY_CLOSING.length);
        answer.writeBytes(ACTIVITY_OPENING);
        answer.writeBytes(activity);
        answer.writeBytes(ACTIVITY_CLOSING);
        return answer.toByteArray();
    }

    /// The answer that holds a page of activity objects.
    public static byte[] page(List<byte[]> activities, PageMeta meta) {
        byte[] closing = utf8("},\"meta\":" + meta.json() + "}");
        byte[] rows = JsonWriter.array(activities);
        var answer = new ByteArrayOutputStream(PAGE_OPENING.length + rows.length + closing.length);
        answer.writeBytes(PAGE_OPENING);
        answer.writeBytes(rows);
        answer.writeBytes(closing);
        return answer.toByteArray();
    }

    /// The error envelope.
    public static byte[] refusal(Refusal refusal) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("error");
            to.writeStringField("code", refusal.code());
            to.writeStringField("message", refusal.message());
            if (!refusal.fields().isEmpty()) {
                to.writeObjectFieldStart("details");
                to.writeObjectFieldStart("fields");
                for (var field : refusal.fields().entrySet()) {
                    to.writeStringField(field.getKey(), field.getValue());
                }
                to.writeEndObject();
                to.writeEndObject();
            }
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private static void writeDocumented(Activity activity, JsonGenerator to) throws IOException {
        to.writeStringField("id", activity.id().prefixed());
        to.writeStringField("type", activity.type());
        JsonWriter.writeText("title", activity.title(), to);
        JsonWriter.writeText("description", activity.description(), to);
        JsonWriter.writeText("contact_id", activity.contactId(), to);
        JsonWriter.writeText("deal_id", activity.dealId(), to);
        JsonWriter.writeText("entity_type", activity.entityType(), to);
        JsonWriter.writeText("entity_id", activity.entityId(), to);
        JsonWriter.writeText("entity_name", activity.entityName(), to);
        to.writeFieldName("metadata");
        String metadata = activity.metadataJson();
        to.writeRawValue(metadata == null ? "null" : metadata);
        to.writeStringField("created_by_user_id", activity.createdBy());
        to.writeStringField("created_date", Timestamps.print(activity.occurredAt()));
    }

    private static void writeExtensions(Activity activity, JsonGenerator to) throws IOException {
        if (activity.companyId() != null) {
            to.writeStringField("company_id", activity.companyId());
        }
        if (activity.contactIds().size() > 1) {
            JsonWriter.writeTexts("contact_ids", activity.contactIds(), to);
        }
        if (!activity.tags().isEmpty()) {
            JsonWriter.writeTexts("tags", activity.tags(), to);
        }
        if (activity.externalId() != null) {
            to.writeStringField("external_id", activity.externalId());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /// Which page this is, how many activities match in all, and where to go from here.
    ///
    /// @param page from 1; [#NONE] where it was asked for by a cursor
    /// @param total [#NONE] where nobody counted
    /// @param next the cursor of the page behind this one, empty at the end
    /// @param prev the cursor of the page before it, empty at the beginning
    public record PageMeta(long page, int perPage, long total, String next, String prev) {

        public static final long NONE = -1;

        String json() {
            return "{\"page\":%s,\"per_page\":%d,\"total\":%s,\"next_cursor\":%s,\"prev_cursor\":%s}"
                    .formatted(number(page), perPage, number(total), text(next), text(prev));
        }

        private static String number(long number) {
            return number == NONE ? "null" : Long.toString(number);
        }

        /// A cursor has nothing that JSON would escape.
        private static String text(String cursor) {
            return cursor.isEmpty() ? "null" : '"' + cursor + '"';
        }
    }
}
