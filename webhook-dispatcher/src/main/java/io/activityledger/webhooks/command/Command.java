package io.activityledger.webhooks.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Fact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is to be done with the deliveries of one endpoint? On `webhook-commands` it stands as a
/// fact about the endpoint, under the name of its kind.
///
/// ```
/// retry    {"webhook_id"}                    what waits is due now, what was given up waits again
/// drop     {"webhook_id"}                    a dead letter is dropped
/// recover  {"since"}                         all that was given up since waits again
/// replay   {"recorded_from", "recorded_to"}  activities of that time are delivered once more
/// cancel   {"replay_id"}                     a replay ends where it is
/// ```
public sealed interface Command {

    record Retry(String webhookId) implements Command {}

    record Drop(String webhookId) implements Command {}

    record Recover(Instant since) implements Command {}

    record Replay(Instant recordedFrom, Instant recordedTo) implements Command {}

    record Cancel(String replayId) implements Command {}

    /// As it goes onto the topic.
    default Fact fact(String workspaceId, String endpointId, Instant at, String by) {
        Map<String, String> fields = new LinkedHashMap<>();
        String kind =
                switch (this) {
                    case Retry(String webhookId) -> {
                        fields.put("webhook_id", webhookId);
                        yield "retry";
                    }
                    case Drop(String webhookId) -> {
                        fields.put("webhook_id", webhookId);
                        yield "drop";
                    }
                    case Recover(Instant since) -> {
                        fields.put("since", Timestamps.print(since));
                        yield "recover";
                    }
                    case Replay(Instant from, Instant to) -> {
                        fields.put("recorded_from", Timestamps.print(from));
                        fields.put("recorded_to", Timestamps.print(to));
                        yield "replay";
                    }
                    case Cancel(String replayId) -> {
                        fields.put("replay_id", replayId);
                        yield "cancel";
                    }
                };
        return new Fact(workspaceId, endpointId, kind, at, by, json(fields));
    }

    /// As it came from there; empty where it is damaged, or of a kind that a later version knows.
    static Optional<Command> read(Fact fact) {
        return switch (JsonParser.parseObject(fact.valueJson().getBytes(UTF_8))) {
            case JsonReading.Malformed _ -> Optional.empty();
            case JsonReading.Sound(Json.JsonObject(var fields)) -> read(fact.fact(), fields);
        };
    }

    private static Optional<Command> read(String kind, Map<String, Json> fields) {
        return switch (kind) {
            case "retry" -> text(fields, "webhook_id").map(Retry::new);
            case "drop" -> text(fields, "webhook_id").map(Drop::new);
            case "recover" -> time(fields, "since").map(Recover::new);
            case "replay" ->
                    time(fields, "recorded_from")
                            .flatMap(from ->
                                    time(fields, "recorded_to").map(to -> new Replay(from, to)));
            case "cancel" -> text(fields, "replay_id").map(Cancel::new);
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(Map<String, Json> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(Json.JsonText.class::isInstance)
                .map(it -> ((Json.JsonText) it).value());
    }

    private static Optional<Instant> time(Map<String, Json> fields, String name) {
        return text(fields, name).flatMap(Timestamps::parse);
    }

    private static String json(Map<String, String> fields) {
        byte[] json =
                JsonWriter.bytes(to -> {
                    to.writeStartObject();
                    for (var field : fields.entrySet()) {
                        to.writeStringField(field.getKey(), field.getValue());
                    }
                    to.writeEndObject();
                });
        return new String(json, UTF_8);
    }
}
