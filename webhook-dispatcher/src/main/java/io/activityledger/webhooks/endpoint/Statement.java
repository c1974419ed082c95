package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What does one fact say, once its JSON is read? A description of no length is none.
///
/// ```
/// created         {"url", "events", "description", "active", "secret" (sealed), "from", "settings"}
/// config/<field>  {"value": …}          of url, events, description, active and each [Setting]
/// secret/<n>      {"secret" (sealed), "previous_until"}
/// health          {"last_delivery_status", "last_delivery_at"}
/// deleted         {}
/// ```
sealed interface Statement {

    String CONFIG = "config/";
    String SECRET = "secret/";

    record Created(
            URI url,
            List<String> events,
            String description,
            boolean active,
            String sealed,
            List<Long> from,
            Map<Setting, Json> settings,
            Instant at)
            implements Statement {}

    record Url(URI url) implements Statement {}

    record Events(List<String> names) implements Statement {}

    record Description(String text) implements Statement {}

    record Active(boolean active) implements Statement {}

    /// Headers' value is sealed text until it is opened.
    record Configured(Setting setting, Json value) implements Statement {}

    /// All secrets before it sign until `previousUntil`, and no longer.
    record Secret(long number, String sealed, Instant previousUntil) implements Statement {}

    record Health(LastDelivery last) implements Statement {}

    record Deleted() implements Statement {}

    /// Of a kind that a later version of this house may know.
    record Strange() implements Statement {}

    /// What came of reading a fact.
    sealed interface Reading {

        record Sound(Statement statement) implements Reading {}

        record Damaged(String reason) implements Reading {}
    }

    static Reading read(Fact fact) {
        return switch (JsonParser.parseObject(fact.valueJson().getBytes(StandardCharsets.UTF_8))) {
            case JsonReading.Malformed(String reason) -> new Reading.Damaged(reason);
            case JsonReading.Sound(Json.JsonObject(var fields)) -> read(fact, fields);
        };
    }

    private static Reading read(Fact fact, Map<String, Json> fields) {
        try {
            return new Reading.Sound(statement(fact, new StatementFields(fields)));
        } catch (StatementFields.Missing missing) {
            return new Reading.Damaged(fact.fact() + " has no usable " + missing.getMessage());
        }
    }

    private static Statement statement(Fact fact, StatementFields fields) {
        return switch (fact.fact()) {
            case Fact.CREATED -> created(fact, fields);
            case Fact.HEALTH -> new Health(fields.lastDelivery());
            case Fact.DELETED -> new Deleted();
            case CONFIG + "url" -> new Url(fields.url("value"));
            case CONFIG + "events" -> new Events(fields.texts("value"));
            case CONFIG + "description" -> new Description(fields.textOrEmpty("value"));
            case CONFIG + "active" -> new Active(fields.truth("value"));
            default -> furtherStatement(fact.fact(), fields);
        };
    }

    private static Created created(Fact fact, StatementFields fields) {
        return new Created(
                fields.url("url"),
                fields.texts("events"),
                fields.textOrEmpty("description"),
                fields.truth("active"),
                fields.text("secret"),
                fields.numbers("from"),
                fields.settings("settings"),
                fact.recordedAt());
    }

    private static Statement furtherStatement(String name, StatementFields fields) {
        if (name.matches(SECRET + "\\d{1,18}")) {
            return new Secret(
                    numberOf(name),
                    fields.text("secret"),
                    fields.instantOr("previous_until", Instant.MAX));
        }
        return Optional.of(name)
                .filter(it -> it.startsWith(CONFIG))
                .flatMap(it -> Setting.of(it.substring(CONFIG.length())))
                .<Statement>map(it -> new Configured(it, fields.setting(it, "value")))
                .orElseGet(Strange::new);
    }

    /// Of a fact about a secret.
    static long numberOf(String name) {
        return Long.parseLong(name.substring(SECRET.length()));
    }
}
