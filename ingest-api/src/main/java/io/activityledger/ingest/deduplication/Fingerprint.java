package io.activityledger.ingest.deduplication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Do two requests ask for the same activity? The first 16 bytes of SHA-256 over the draft as
/// compact JSON, in base64url.
///
/// Fields stand in one order, those that hold nothing are left out; keys within metadata are
/// sorted, number literals stay as they are. Neither the dialect nor a time that the client did not
/// give counts. Never change it: fingerprints stand on the log.
final class Fingerprint {

    private static final int BYTES = 16;

    private Fingerprint() {}

    static String of(ActivityDraft draft) {
        byte[] hash = Arrays.copyOf(sha256(canonical(draft)), BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static byte[] canonical(ActivityDraft draft) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            writeText("type", draft.type(), to);
            writeTime("occurred_at", draft.occurredAt(), to);
            writeText("title", draft.title(), to);
            writeText("description", draft.description(), to);
            writeText("contact_id", draft.contactId(), to);
            JsonWriter.writeTexts("contact_ids", draft.contactIds(), to);
            writeText("deal_id", draft.dealId(), to);
            writeText("company_id", draft.companyId(), to);
            writeText("entity_type", draft.entityType(), to);
            writeText("entity_id", draft.entityId(), to);
            writeText("entity_name", draft.entityName(), to);
            writeRest(draft, to);
            to.writeEndObject();
        });
    }

    private static void writeRest(ActivityDraft draft, JsonGenerator to) throws IOException {
        writeText("owner_id", draft.ownerId(), to);
        writeTime("due_at", draft.dueAt(), to);
        writeTime("completed_at", draft.completedAt(), to);
        writeText("external_id", draft.externalId(), to);
        JsonWriter.writeTexts("tags", draft.tags(), to);
        to.writeBooleanField("is_done", draft.isDone());
        to.writeObjectFieldStart("extra");
        for (var each : new TreeMap<>(draft.extra()).entrySet()) {
            to.writeStringField(each.getKey(), each.getValue());
        }
        to.writeEndObject();
        String metadata = draft.metadataJson();
        if (metadata != null) {
            to.writeFieldName("metadata");
            JsonWriter.write(sorted(parsed(metadata)), to);
        }
    }

    private static void writeText(String name, @Nullable String text, JsonGenerator to)
            throws IOException {
        if (text != null) {
            to.writeStringField(name, text);
        }
    }

    private static void writeTime(String name, @Nullable Instant time, JsonGenerator to)
            throws IOException {
        if (time != null) {
            to.writeNumberField(name, time.toEpochMilli());
        }
    }

    private static Json parsed(String metadata) {
        return switch (JsonParser.parseObject(metadata.getBytes(UTF_8))) {
            case JsonReading.Sound(Json.JsonObject object) -> object;
            case JsonReading.Malformed(String reason) ->
                    throw new IllegalArgumentException("metadata of a draft: " + reason);
        };
    }

    private static Json sorted(Json value) {
        return switch (value) {
            case Json.JsonObject(var fields) -> {
                Map<String, Json> inOrder = new LinkedHashMap<>();
                new TreeMap<>(fields).forEach((name, each) -> inOrder.put(name, sorted(each)));
                yield new Json.JsonObject(inOrder);
            }
            case Json.JsonArray(var items) ->
                    new Json.JsonArray(items.stream().map(Fingerprint::sorted).toList());
            case Json.JsonText _, Json.JsonNumber _, Json.JsonBool _, Json.JsonNull _ -> value;
        };
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK has no SHA-256", missing);
        }
    }
}
