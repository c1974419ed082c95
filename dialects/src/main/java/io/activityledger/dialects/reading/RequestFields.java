package io.activityledger.dialects.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which fields does a body have, and what is wrong with them? Collects every problem instead of
/// stopping at the first; what is wrong reads as absent. Belongs to one request and one thread.
public final class RequestFields {

    private final Map<String, Json> fields;
    private final String path;
    private final Map<String, Problem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    /// The fields of a whole body.
    public RequestFields(Json.JsonObject body) {
        this(body, "", new LinkedHashMap<>());
    }

    private RequestFields(Json.JsonObject object, String path, Map<String, Problem> problems) {
        this.fields = object.fields();
        this.path = path;
        this.problems = problems;
    }

    /// The fields of the object that stands in a field, none where it is absent; their problems
    /// become problems of this body.
    public RequestFields within(String name) {
        Json.JsonObject inner = object(name).orElse(new Json.JsonObject(Map.of()));
        return new RequestFields(inner, path + name + ".", problems);
    }

    /// The fields of an object that stands at `place` in this body, such as `contacts.3`; their
    /// problems become problems of this body.
    public RequestFields at(String place, Json.JsonObject object) {
        return new RequestFields(object, path + place + ".", problems);
    }

    /// Only a field's first problem is kept: what is sent must not grow what is answered.
    public void refuse(String name, Kind kind, String problem) {
        problems.putIfAbsent(path + name, new Problem(path + name, kind, problem));
    }

    /// In the order in which they were found.
    public List<Problem> problems() {
        return List.copyOf(problems.values());
    }

    /// The names, with their path, that nobody asked for.
    public List<String> ignored() {
        return fields.keySet().stream()
                .filter(name -> !asked.contains(name))
                .map(path::concat)
                .toList();
    }

    /// The value of a field; empty where it is absent or null.
    public Optional<Json> value(String name) {
        asked.add(name);
        Json value = fields.get(name);
        return value == null || value instanceof Json.JsonNull
                ? Optional.empty()
                : Optional.of(value);
    }

    /// As [#value], but absence is a problem.
    public Optional<Json> required(String name) {
        Optional<Json> value = value(name);
        if (value.isEmpty()) {
            refuse(name, Kind.MISSING, "is required");
        }
        return value;
    }

    public Optional<String> text(String name) {
        return value(name).flatMap(value -> textOf(name, value));
    }

    public Optional<String> text(String name, int longest) {
        return text(name).filter(text -> isShort(name, text, longest));
    }

    /// A short text that names something: no control characters.
    public Optional<String> label(String name, int longest) {
        Optional<String> label = text(name, longest);
        if (label.stream().flatMapToInt(String::chars).anyMatch(Character::isISOControl)) {
            refuse(name, Kind.NOT_VALID, "must not hold control characters");
            return Optional.empty();
        }
        return label;
    }

    /// An id of anybody's minting: opaque, but for UUIDs, which are lower-cased.
    public Optional<String> id(String name) {
        return text(name).flatMap(text -> idOf(name, text));
    }

    public List<String> ids(String name) {
        return texts(name).stream().flatMap(text -> idOf(name, text).stream()).distinct().toList();
    }

    public Optional<Boolean> bool(String name) {
        return value(name).flatMap(value -> boolOf(name, value));
    }

    public Optional<Json.JsonObject> object(String name) {
        return value(name).flatMap(value -> objectOf(name, value));
    }

    /// The items of an array; none where it is absent.
    public List<Json> items(String name) {
        return value(name).map(value -> itemsOf(name, value)).orElse(List.of());
    }

    /// A time from `earliest` to `latest`; `range` says so to people.
    public Optional<Instant> time(String name, Instant earliest, Instant latest, String range) {
        Optional<String> text = text(name);
        Optional<Instant> time = text.flatMap(Timestamps::parse);
        if (text.isPresent() && time.isEmpty()) {
            refuse(name, Kind.NO_TIME, "must be a time as RFC 3339 has it");
        } else if (time.filter(it -> it.isBefore(earliest) || it.isAfter(latest)).isPresent()) {
            refuse(name, Kind.NOT_VALID, "must lie between " + range);
            return Optional.empty();
        }
        return time;
    }

    /// When it happened, if the client says so.
    public Optional<Instant> occurred(String name, Instant now) {
        return time(
                name,
                ActivityLimits.EARLIEST,
                now.plus(ActivityLimits.FURTHEST_AHEAD),
                "1900-01-01 and 24 hours from now");
    }

    /// A date of a plan, which may lie far ahead.
    public Optional<Instant> planned(String name) {
        return time(
                name,
                ActivityLimits.EARLIEST,
                ActivityLimits.LATEST,
                "1900-01-01 and the end of the year 9999");
    }

    /// Compact JSON text of an object, not larger than metadata may be.
    public Optional<String> metadata(String name) {
        Optional<String> compact = object(name).map(JsonWriter::compact);
        int bytes = compact.map(text -> text.getBytes(UTF_8).length).orElse(0);
        if (bytes > ActivityLimits.LARGEST_METADATA_BYTES) {
            refuse(
                    name,
                    Kind.TOO_LARGE,
                    "has %d bytes as compact JSON; at most %d are allowed"
                            .formatted(bytes, ActivityLimits.LARGEST_METADATA_BYTES));
        }
        return compact;
    }

    public List<String> tags(String name) {
        List<String> tags = texts(name);
        if (tags.size() > ActivityLimits.MOST_TAGS) {
            refuse(name, Kind.TOO_MANY, "must hold at most " + ActivityLimits.MOST_TAGS + " tags");
        }
        return tags.stream().filter(tag -> isShort(name, tag, ActivityLimits.LONGEST_TAG)).toList();
    }

    /// The id that `text` is, which stands in the field `name`.
    public Optional<String> idOf(String name, String text) {
        if (!ReferenceId.isPrintable(text)) {
            refuse(name, Kind.NOT_VALID, "must be a non-empty id without control characters");
            return Optional.empty();
        }
        return isShort(name, text, ReferenceId.LONGEST)
                ? Optional.of(ReferenceId.canonical(text))
                : Optional.empty();
    }

    private List<String> texts(String name) {
        List<Json> items = items(name);
        List<String> texts = new ArrayList<>(items.size());
        for (int at = 0; at < items.size(); at++) {
            switch (items.get(at)) {
                case Json.JsonText(String text) -> texts.add(text);
                case Json other ->
                        refuse(
                                name,
                                Kind.NO_TEXT,
                                "must hold strings, but [" + at + "] is " + other.kind());
            }
        }
        return texts;
    }

    private Optional<String> textOf(String name, Json value) {
        return value instanceof Json.JsonText(String text)
                ? Optional.of(text)
                : refused(name, Kind.NO_TEXT, "a string", value);
    }

    private Optional<Boolean> boolOf(String name, Json value) {
        return value instanceof Json.JsonBool(boolean bool)
                ? Optional.of(bool)
                : refused(name, Kind.NO_BOOLEAN, "a boolean", value);
    }

    private Optional<Json.JsonObject> objectOf(String name, Json value) {
        return value instanceof Json.JsonObject object
                ? Optional.of(object)
                : refused(name, Kind.NO_OBJECT, "an object", value);
    }

    private List<Json> itemsOf(String name, Json value) {
        return value instanceof Json.JsonArray(var items)
                ? items
                : this.<List<Json>>refused(name, Kind.NO_LIST, "an array of strings", value)
                        .orElse(List.of());
    }

    private <T> Optional<T> refused(String name, Kind kind, String wanted, Json value) {
        refuse(name, kind, "must be %s, not %s".formatted(wanted, value.kind()));
        return Optional.empty();
    }

    private boolean isShort(String name, String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return true;
        }
        refuse(name, Kind.TOO_LONG, "must have at most " + longest + " characters");
        return false;
    }
}
