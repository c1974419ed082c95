package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which fields does a body have, and what is wrong with them? Collects every problem instead of
/// stopping at the first. Belongs to one request and one thread.
final class WebhookFields {

    /// The first that applies is the answer's.
    enum Code {
        MISSING_REQUIRED_FIELD,
        INVALID_URL,
        INVALID_EVENTS,
        VALIDATION_ERROR;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, Json> fields;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private Code worst = Code.VALIDATION_ERROR;

    WebhookFields(Json.JsonObject body) {
        this.fields = body.fields();
    }

    void refuse(String name, Code code, String problem) {
        problems.putIfAbsent(name, problem);
        if (code.compareTo(worst) < 0) {
            worst = code;
        }
    }

    /// The value of a field; empty where it is absent or null.
    Optional<Json> value(String name) {
        asked.add(name);
        Json value = fields.get(name);
        return value == null || value instanceof Json.JsonNull
                ? Optional.empty()
                : Optional.of(value);
    }

    /// The value of a field that stands there, null included.
    Optional<Json> named(String name) {
        asked.add(name);
        return Optional.ofNullable(fields.get(name));
    }

    /// As [#value], refused where it is absent, null or an empty text.
    Optional<Json> required(String name) {
        Optional<Json> value = value(name).filter(given -> !given.equals(new Json.JsonText("")));
        if (value.isEmpty()) {
            refuse(name, Code.MISSING_REQUIRED_FIELD, "is required");
        }
        return value;
    }

    /// The names that nobody asked for.
    List<String> ignored() {
        return fields.keySet().stream().filter(name -> !asked.contains(name)).toList();
    }

    Optional<Refusal> refusal() {
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        String message =
                problems.size() == 1
                        ? only(problems)
                        : problems.size() + " fields are not valid: see details.fields";
        return Optional.of(new Refusal(400, worst.text(), message, problems));
    }

    /// A problem follows the name of its field, unless it is a sentence of its own.
    private static String only(Map<String, String> problems) {
        var problem = problems.entrySet().iterator().next();
        String said = problem.getValue();
        return Character.isUpperCase(said.codePointAt(0)) ? said : problem.getKey() + " " + said;
    }
}
