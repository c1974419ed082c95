package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which fields does one fact have? Asking for one that is not there, or is of another kind, ends
/// the reading.
record StatementFields(Map<String, Json> fields) {

    /// Caught where a fact is read, and told as damage.
    static final class Missing extends RuntimeException {
        Missing(String field) {
            super(field);
        }
    }

    String text(String name) {
        return optional(name, Json.JsonText.class).orElseThrow(() -> new Missing(name)).value();
    }

    String textOrEmpty(String name) {
        return optional(name, Json.JsonText.class).map(Json.JsonText::value).orElse("");
    }

    boolean truth(String name) {
        return optional(name, Json.JsonBool.class).orElseThrow(() -> new Missing(name)).value();
    }

    URI url(String name) {
        try {
            return new URI(text(name));
        } catch (URISyntaxException noUrl) {
            throw new Missing(name);
        }
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Json item : items(name)) {
            if (!(item instanceof Json.JsonText(String text))) {
                throw new Missing(name);
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (Json item : items(name)) {
            if (!(item instanceof Json.JsonNumber(String literal))
                    || !literal.matches("\\d{1,18}")) {
                throw new Missing(name);
            }
            numbers.add(Long.valueOf(literal));
        }
        return List.copyOf(numbers);
    }

    /// Absent as well as null where nobody has set it.
    Map<Setting, Json> settings(String name) {
        Map<Setting, Json> settings = new EnumMap<>(Setting.class);
        optional(name, Json.JsonObject.class)
                .ifPresent(given ->
                        given.fields()
                                .forEach((field, value) ->
                                        Setting.of(field)
                                                .ifPresent(
                                                        it -> settings.put(it, sound(it, value)))));
        return settings;
    }

    /// Sealed headers are taken as they are: they are judged when they are opened.
    Json setting(Setting setting, String name) {
        Json value = fields.get(name);
        if (value == null) {
            throw new Missing(name);
        }
        return sound(setting, value);
    }

    /// `otherwise` where it does not stand there.
    Instant instantOr(String name, Instant otherwise) {
        return fields.containsKey(name)
                ? Timestamps.parse(text(name)).orElseThrow(() -> new Missing(name))
                : otherwise;
    }

    private static Json sound(Setting setting, Json value) {
        boolean sealed = setting == Setting.HEADERS && value instanceof Json.JsonText;
        if (!sealed && setting.complaint(value).isPresent()) {
            throw new Missing(setting.field());
        }
        return value;
    }

    LastDelivery lastDelivery() {
        Instant at =
                Timestamps.parse(text("last_delivery_at"))
                        .orElseThrow(() -> new Missing("last_delivery_at"));
        return switch (text("last_delivery_status")) {
            case "success" -> new LastDelivery(true, at);
            case "failed" -> new LastDelivery(false, at);
            default -> throw new Missing("last_delivery_status");
        };
    }

    private List<Json> items(String name) {
        return optional(name, Json.JsonArray.class).orElseThrow(() -> new Missing(name)).items();
    }

    private <T extends Json> Optional<T> optional(String name, Class<T> kind) {
        return Optional.ofNullable(fields.get(name)).filter(kind::isInstance).map(kind::cast);
    }
}
