package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.webhooks.endpoint.WebhookFields.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What does a client change about a webhook? What is not named stays as it is; a list replaces the
/// list before it; null is as the house has it, where that means something.
final class WebhookChange {

    private WebhookChange() {}

    /// What came of reading a request.
    sealed interface Reading {

        /// Nothing is wrong with it.
        ///
        /// @param config new values of the fields that LeadLex knows
        /// @param settings those of the others
        /// @param ignored the fields that were not known
        record Accepted(Map<String, Json> config, Map<Setting, Json> settings, List<String> ignored)
                implements Reading {
            boolean isNothing() {
                return config.isEmpty() && settings.isEmpty();
            }
        }

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
        Map<String, Json> config = new LinkedHashMap<>();
        fields.named("url")
                .flatMap(value -> WebhookRequest.url(value, fields, urls))
                .ifPresent(url -> config.put("url", new Json.JsonText(url.toString())));
        fields.named("events")
                .map(value -> WebhookRequest.events(value, fields))
                .ifPresent(events -> config.put("events", texts(events)));
        if (fields.named("description").isPresent()) {
            config.put("description", new Json.JsonText(WebhookRequest.description(fields)));
        }
        if (fields.named("active").isPresent()) {
            config.put("active", new Json.JsonBool(WebhookRequest.active(fields)));
        }
        Map<Setting, Json> settings = WebhookRequest.settings(fields);
        List<String> ignored = fields.ignored();
        Optional<Refusal> refusal = fields.refusal();
        return refusal.isPresent()
                ? new Reading.Refused(refusal.get())
                : new Reading.Accepted(config, settings, ignored);
    }

    private static Json texts(List<String> texts) {
        return new Json.JsonArray(texts.stream().<Json>map(Json.JsonText::new).toList());
    }
}
