package io.activityledger.ingest.workspace;

import io.activityledger.access.RateLimit;
import io.activityledger.access.Workspace;
import io.activityledger.access.WorkspaceFacts;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.reading.RequestFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which settings does a client change? Each field that is named becomes a fact of its own; null
/// sets a list back to empty.
final class WorkspaceRequest {

    static final int MOST_ORIGINS = 50;
    static final int MOST_LIMITS = 4;

    private static final long LONGEST_WINDOW_SECONDS = 31L * 24 * 3_600;

    private WorkspaceRequest() {}

    /// What came of reading a request.
    sealed interface Reading {

        /// Nothing is wrong with it; `changes` holds JSON text by field.
        record Accepted(Map<String, String> changes, List<String> ignored) implements Reading {}

        record Refused(Refusal refusal) implements Reading {}
    }

    static Reading read(byte[] body) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Reading.Refused(Refusals.malformed(reason));
            case JsonReading.Sound(Json.JsonObject object) -> read(object);
        };
    }

    private static Reading read(Json.JsonObject object) {
        var fields = new RequestFields(object);
        Map<String, String> changes = new LinkedHashMap<>();
        for (String flag :
                List.of(WorkspaceFacts.REFERENCE_CHECK, WorkspaceFacts.ALLOW_HTTP_WEBHOOKS)) {
            if (object.fields().containsKey(flag)) {
                fields.required(flag);
                fields.bool(flag).ifPresent(value -> changes.put(flag, value.toString()));
            }
        }
        var origins = new Listed(WorkspaceFacts.ALLOWED_ORIGINS, MOST_ORIGINS);
        list(object, fields, origins, WorkspaceRequest::isOrigin)
                .ifPresent(json -> changes.put(origins.name(), json));
        var limits = new Listed(WorkspaceFacts.RATE_LIMITS, MOST_LIMITS);
        list(object, fields, limits, WorkspaceRequest::isLimit)
                .ifPresent(json -> changes.put(limits.name(), json));
        return fields.problems().isEmpty()
                ? new Reading.Accepted(changes, fields.ignored())
                : new Reading.Refused(Refusals.ofFields(fields));
    }

    /// The list as JSON text; empty where the request does not name it.
    private static Optional<String> list(
            Json.JsonObject object, RequestFields fields, Listed list, Predicate<Json> sound) {
        List<Json> items = fields.items(list.name());
        if (items.size() > list.most()) {
            fields.refuse(
                    list.name(), Kind.TOO_MANY, "must hold at most " + list.most() + " items");
        }
        if (!items.stream().allMatch(sound)) {
            fields.refuse(list.name(), Kind.NOT_VALID, allowed(list.name()));
        }
        return object.fields().containsKey(list.name())
                ? Optional.of(JsonWriter.compact(new Json.JsonArray(items)))
                : Optional.empty();
    }

    private static String allowed(String name) {
        return name.equals(WorkspaceFacts.RATE_LIMITS)
                ? "must hold objects such as {\"requests\": 100, \"seconds\": 60}"
                : "must hold origins such as https://app.example.com, or *";
    }

    /// Scheme, host and port, as browsers write it: no path, no slash at the end, lower case.
    private static boolean isOrigin(Json item) {
        if (!(item instanceof Json.JsonText(String text)) || text.length() > 300) {
            return false;
        }
        if (text.equals(Workspace.ANY_ORIGIN)) {
            return true;
        }
        try {
            var uri = new URI(text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getHost() != null
                    && text.matches("https?://.+")
                    && text.equals(uri.getScheme() + "://" + uri.getHost() + port)
                    && text.chars().noneMatch(Character::isUpperCase);
        } catch (URISyntaxException noUri) {
            return false;
        }
    }

    private static boolean isLimit(Json item) {
        return item instanceof Json.JsonObject(var fields)
                && fields.keySet().equals(Set.of("requests", "seconds"))
                && isNumber(fields.get("requests"), RateLimit.MOST_REQUESTS)
                && isNumber(fields.get("seconds"), LONGEST_WINDOW_SECONDS);
    }

    private static boolean isNumber(@Nullable Json value, long most) {
        return value instanceof Json.JsonNumber(String literal)
                && literal.matches("[1-9]\\d{0,9}")
                && Long.parseLong(literal) <= most;
    }

    /// A list that a request may name, and how many items it may hold.
    private record Listed(String name, int most) {}
}
