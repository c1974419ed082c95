package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.webhooks.endpoint.WebhookFields.Code;
import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What does a LeadLex client ask for when it creates a webhook? Every field, limit and error code
/// of its "Create webhook" page.
final class WebhookRequest {

    static final int LONGEST_DESCRIPTION = 200;
    static final int MOST_EVENTS = 50;

    private WebhookRequest() {}

    /// What came of reading a request.
    sealed interface Reading {

        /// `ignored` names the fields that were not known; a description of no length is none.
        ///
        /// @param settings those that are not as the house has them
        record Accepted(
                URI url,
                List<String> events,
                String description,
                boolean active,
                Map<Setting, Json> settings,
                List<String> ignored)
                implements Reading {}

        record Refused(Refusal refusal) implements Reading {}
    }

    static Reading read(byte[] body, ReceiverUrls urls) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Reading.Refused(Refusal.of(400, Code.VALIDATION_ERROR.text(), reason));
            case JsonReading.Sound(Json.JsonObject object) -> read(new WebhookFields(object), urls);
        };
    }

    private static Reading read(WebhookFields fields, ReceiverUrls urls) {
        Optional<URI> url = fields.required("url").flatMap(value -> url(value, fields, urls));
        List<String> events =
                fields.required("events").map(value -> events(value, fields)).orElse(List.of());
        String description = description(fields);
        boolean active = active(fields);
        Map<Setting, Json> settings = settings(fields);
        settings.values().removeIf(Json.JsonNull.class::isInstance);
        List<String> ignored = fields.ignored();
        return fields.refusal()
                .<Reading>map(Reading.Refused::new)
                .orElseGet(() ->
                        new Reading.Accepted(
                                url.orElseThrow(), events, description, active, settings, ignored));
    }

    /// Each setting that is named, null included.
    static Map<Setting, Json> settings(WebhookFields fields) {
        Map<Setting, Json> settings = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            fields.named(setting.field())
                    .ifPresent(value -> {
                        setting.complaint(value)
                                .ifPresent(complaint ->
                                        fields.refuse(
                                                setting.field(), Code.VALIDATION_ERROR, complaint));
                        settings.put(setting, value);
                    });
        }
        return settings;
    }

    static Optional<URI> url(Json value, WebhookFields fields, ReceiverUrls urls) {
        if (!(value instanceof Json.JsonText(String text))) {
            fields.refuse("url", Code.INVALID_URL, "must be a string, not " + value.kind());
            return Optional.empty();
        }
        return switch (urls.judge(text)) {
            case ReceiverUrls.Judged.Allowed(URI url) -> Optional.of(url);
            case ReceiverUrls.Judged.Refused(String complaint) -> {
                fields.refuse("url", Code.INVALID_URL, complaint);
                yield Optional.empty();
            }
        };
    }

    static List<String> events(Json value, WebhookFields fields) {
        if (!(value instanceof Json.JsonArray(var items))) {
            return invalidEvents(fields, "must be an array of event names, not " + value.kind());
        }
        Set<String> names = new LinkedHashSet<>();
        for (Json item : items) {
            if (!(item instanceof Json.JsonText(String name))) {
                return invalidEvents(fields, "must hold strings, not " + item.kind());
            }
            if (!EventNames.known(name)) {
                return invalidEvents(
                        fields, "names an event that does not exist: " + UnsoundSetting.cut(name));
            }
            names.add(name);
        }
        return names.isEmpty() || names.size() > MOST_EVENTS
                ? invalidEvents(fields, "must name 1 to " + MOST_EVENTS + " events")
                : List.copyOf(names);
    }

    private static List<String> invalidEvents(WebhookFields fields, String problem) {
        fields.refuse("events", Code.INVALID_EVENTS, problem);
        return List.of();
    }

    static String description(WebhookFields fields) {
        return switch (fields.value("description").orElseGet(() -> new Json.JsonText(""))) {
            case Json.JsonText(String text)
                    when text.codePointCount(0, text.length()) <= LONGEST_DESCRIPTION ->
                    text;
            case Json.JsonText _ ->
                    invalid(fields, "must have at most " + LONGEST_DESCRIPTION + " characters");
            case Json other -> invalid(fields, "must be a string, not " + other.kind());
        };
    }

    private static String invalid(WebhookFields fields, String problem) {
        fields.refuse("description", Code.VALIDATION_ERROR, problem);
        return "";
    }

    static boolean active(WebhookFields fields) {
        return switch (fields.value("active").orElseGet(() -> new Json.JsonBool(true))) {
            case Json.JsonBool(boolean active) -> active;
            case Json other -> {
                fields.refuse(
                        "active", Code.VALIDATION_ERROR, "must be a boolean, not " + other.kind());
                yield true;
            }
        };
    }
}
