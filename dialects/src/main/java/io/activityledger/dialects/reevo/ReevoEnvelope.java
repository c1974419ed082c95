package io.activityledger.dialects.reevo;

import io.activityledger.dialects.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What is left of a tree when every envelope `{"value_type","value"}` in it is opened? Clients may
/// send values raw or so.
final class ReevoEnvelope {

    private static final Set<String> KEYS = Set.of("value_type", "value");

    private ReevoEnvelope() {}

    static Json.JsonObject opened(Map<String, Json> fields) {
        Map<String, Json> opened = new LinkedHashMap<>();
        fields.forEach((name, value) -> opened.put(name, opened(value)));
        return new Json.JsonObject(opened);
    }

    private static Json opened(Json value) {
        return switch (value) {
            case Json.JsonObject(var fields) when isEnvelope(fields) -> content(fields);
            case Json.JsonObject(var fields) -> opened(fields);
            case Json.JsonArray(var items) ->
                    new Json.JsonArray(items.stream().map(ReevoEnvelope::opened).toList());
            case Json.JsonText _, Json.JsonNumber _, Json.JsonBool _, Json.JsonNull _ -> value;
        };
    }

    private static Json content(Map<String, Json> envelope) {
        return opened(envelope.getOrDefault("value", new Json.JsonNull()));
    }

    private static boolean isEnvelope(Map<String, Json> fields) {
        return fields.keySet().equals(KEYS) && fields.get("value_type") instanceof Json.JsonText;
    }
}
