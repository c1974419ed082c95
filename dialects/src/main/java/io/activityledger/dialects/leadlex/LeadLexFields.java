package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which fields does a body have, and what is wrong with them? Collects every problem instead of
/// stopping at the first. Belongs to one request and one thread.
final class LeadLexFields {

    private static final int LONGEST_ID = 128;
    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    /// The codes in the documents' order: the first that applies is the answer's.
    enum Code {
        MISSING_REQUIRED_FIELD,
        METADATA_TOO_LARGE,
        VALIDATION_ERROR;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, Json> fields;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private Code worst = Code.VALIDATION_ERROR;

    LeadLexFields(Json.JsonObject body) {
        this.fields = body.fields();
    }

    void refuse(String name, Code code, String problem) {
        problems.putIfAbsent(name, problem);
        if (code.compareTo(worst) < 0) {
            worst = code;
        }
    }

    void refuse(String name, String problem) {
        refuse(name, Code.VALIDATION_ERROR, problem);
    }

    /// The value of a field; empty where it is absent or null.
    Optional<Json> value(String name) {
        asked.add(name);
        Json value = fields.get(name);
        return value == null || value instanceof Json.JsonNull
                ? Optional.empty()
                : Optional.of(value);
    }

    Optional<String> text(String name) {
        return value(name).flatMap(value -> textOf(name, value));
    }

    Optional<String> text(String name, int longest) {
        return text(name).filter(text -> isShort(name, text, longest));
    }

    /// An id of anybody's minting: opaque, but for UUIDs, which are lower-cased.
    Optional<String> id(String name) {
        return text(name).flatMap(text -> idOf(name, text));
    }

    List<String> ids(String name) {
        return texts(name).stream().flatMap(text -> idOf(name, text).stream()).distinct().toList();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name).ifPresent(value -> addTexts(name, value, texts));
        return texts;
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

    private static String only(Map<String, String> problems) {
        var problem = problems.entrySet().iterator().next();
        return problem.getKey() + " " + problem.getValue();
    }

    private void addTexts(String name, Json value, List<String> texts) {
        if (!(value instanceof Json.JsonArray(var items))) {
            refuse(name, "must be an array of strings, not " + value.kind());
            return;
        }
        items.forEach(item -> textOf(name, item).ifPresent(texts::add));
    }

    private Optional<String> textOf(String name, Json value) {
        if (value instanceof Json.JsonText(String text)) {
            return Optional.of(text);
        }
        refuse(name, "must be a string, not " + value.kind());
        return Optional.empty();
    }

    private Optional<String> idOf(String name, String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            refuse(name, "must be a non-empty id without control characters");
            return Optional.empty();
        }
        if (!isShort(name, text, LONGEST_ID)) {
            return Optional.empty();
        }
        return Optional.of(canonicalId(text));
    }

    /// UUIDs are one however their letters are written; every other id is compared byte for byte.
    static String canonicalId(String id) {
        return UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
    }

    boolean isShort(String name, String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return true;
        }
        refuse(name, "must have at most " + longest + " characters");
        return false;
    }
}
