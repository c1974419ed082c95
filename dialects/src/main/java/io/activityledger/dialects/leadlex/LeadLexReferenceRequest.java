package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is put about a contact, deal or company? Any JSON object: every field is kept, none is
/// required, and `id` is the path's.
public final class LeadLexReferenceRequest {

    private LeadLexReferenceRequest() {}

    /// What came of reading a request.
    public sealed interface Reading {

        /// Compact JSON text of all attributes, `id` first.
        record Accepted(String attributesJson) implements Reading {}

        /// Nothing is changed.
        record Refused(Refusal refusal) implements Reading {}
    }

    public static Reading read(byte[] body, String id) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Reading.Refused(Refusal.of(400, "validation_error", reason));
            case JsonReading.Sound(Json.JsonObject(var fields)) ->
                    new Reading.Accepted(JsonWriter.compact(withId(id, fields)));
        };
    }

    /// The answer that shows the attributes.
    public static byte[] answer(String attributesJson) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            to.writeRawValue(attributesJson);
            to.writeEndObject();
        });
    }

    private static Json.JsonObject withId(String id, Map<String, Json> fields) {
        Map<String, Json> attributes = new LinkedHashMap<>();
        attributes.put("id", new Json.JsonText(id));
        fields.forEach((name, value) -> attributes.putIfAbsent(name, value));
        return new Json.JsonObject(Collections.unmodifiableMap(attributes));
    }
}
