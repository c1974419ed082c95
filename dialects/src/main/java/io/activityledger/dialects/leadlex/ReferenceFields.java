package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.reading.RequestFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is said of a new contact or deal, and what becomes of it? Checks fields by their type and
/// keeps each as it was sent, under the name that it is read by. One thread, one object.
final class ReferenceFields {

    static final Json NOTHING = new Json.JsonNull();
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_ADDRESS = 320;
    private static final String ADDRESS = "[^@\\s]+@[^@\\s]+";
    private static final String CREATED = "created_date";

    private final RequestFields fields;
    private final Map<String, Json> rest;
    private final Map<String, Json> kept = new LinkedHashMap<>();

    ReferenceFields(RequestFields fields, Json.JsonObject object, String id) {
        this.fields = fields;
        this.rest = new LinkedHashMap<>(object.fields());
        keepText("id", id);
    }

    /// Keeps a value under a name; what was sent under it is gone.
    void keep(String name, Json value) {
        rest.remove(name);
        kept.put(name, value);
    }

    /// The same for a text, null where it is empty.
    void keepText(String name, String text) {
        keep(name, text.isEmpty() ? NOTHING : new Json.JsonText(text));
    }

    /// As [#keep], for what may also be sent under another name.
    void keepAs(String name, String alias) {
        Optional<Json> value = fields.value(name);
        Optional<Json> aliased = fields.value(alias);
        rest.remove(alias);
        keep(name, value.or(() -> aliased).orElse(NOTHING));
    }

    /// Keeps what was sent, null where nothing was.
    void keepAsSent(String name) {
        keep(name, fields.value(name).orElse(NOTHING));
    }

    /// All that is kept: first what was named, then the others in their order.
    Json.JsonObject all() {
        var all = new LinkedHashMap<>(kept);
        rest.forEach(all::putIfAbsent);
        return new Json.JsonObject(Collections.unmodifiableMap(all));
    }

    /// One line of text, empty where it is blank.
    Optional<String> line(String name) {
        return fields.label(name, LONGEST_LINE).map(String::strip).filter(text -> !text.isEmpty());
    }

    Optional<String> address(String name) {
        Optional<String> address = fields.text(name, LONGEST_ADDRESS).map(String::strip);
        if (address.filter(text -> !text.matches(ADDRESS)).isPresent()) {
            fields.refuse(name, Kind.NOT_VALID, "must be an e-mail address");
            return Optional.empty();
        }
        return address;
    }

    Optional<String> id(String name, String alias) {
        Optional<String> id = fields.id(name);
        Optional<String> aliased = fields.id(alias);
        rest.remove(alias);
        return id.or(() -> aliased);
    }

    void checkText(String... names) {
        for (String name : names) {
            fields.text(name);
        }
    }

    void checkTexts(String... names) {
        for (String name : names) {
            Optional<Json> value = fields.value(name);
            boolean texts =
                    value.filter(it ->
                                    !(it instanceof Json.JsonArray(var items)
                                            && items.stream()
                                                    .allMatch(Json.JsonText.class::isInstance)))
                            .isEmpty();
            if (!texts) {
                fields.refuse(name, Kind.NO_LIST, "must be an array of strings");
            }
        }
    }

    void checkObject(String name) {
        fields.object(name);
    }

    void checkTime(String... names) {
        for (String name : names) {
            if (fields.text(name).filter(text -> Timestamps.parse(text).isEmpty()).isPresent()) {
                fields.refuse(name, Kind.NO_TIME, "must be a time as RFC 3339 has it");
            }
        }
    }

    /// A number that can be reckoned with: an exponent may be larger than that.
    Optional<BigDecimal> number(String name) {
        return switch (fields.value(name).orElse(NOTHING)) {
            case Json.JsonNumber(String literal) -> reckoned(name, literal);
            case Json.JsonNull _ -> Optional.empty();
            case Json other -> {
                fields.refuse(name, Kind.NOT_VALID, "must be a number, not " + other.kind());
                yield Optional.empty();
            }
        };
    }

    private Optional<BigDecimal> reckoned(String name, String literal) {
        try {
            return Optional.of(new BigDecimal(literal));
        } catch (NumberFormatException beyondAllBounds) {
            fields.refuse(name, Kind.NOT_VALID, "has an exponent beyond all bounds");
            return Optional.empty();
        }
    }

    void refuse(String name, Kind kind, String problem) {
        fields.refuse(name, kind, problem);
    }

    Optional<Json> value(String name) {
        return fields.value(name);
    }

    /// Keeps when it was created: as sent where that may be, else now. Answers whether it was
    /// replaced.
    boolean keepCreated(Instant now) {
        Optional<Json> sent = fields.value(CREATED);
        Optional<Instant> time = sent.flatMap(value -> LeadLexRequest.backdated(value, now));
        keepText(CREATED, Timestamps.print(time.orElse(now)));
        return sent.isPresent() && time.isEmpty();
    }
}
