package io.activityledger.webhooks.history;

import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.webhooks.command.Command;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What does the body of a request command, or what is wrong with it?
sealed interface CommandRequest {

    record Asked(Command command) implements CommandRequest {}

    record Refused(Refusal refusal) implements CommandRequest {}

    static CommandRequest recovery(byte[] body) {
        return read(body, it -> it.time("since", Timestamps::parse).map(Command.Recover::new));
    }

    static CommandRequest replay(byte[] body) {
        return read(
                body,
                it -> {
                    Optional<Instant> from = it.time("recorded_from", Timestamps::parse);
                    Optional<Instant> to = it.time("recorded_to", Timestamps::parseUpperBound);
                    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
                        it.problems.put("recorded_to", "must not lie before recorded_from");
                    }
                    return from.flatMap(begin -> to.map(end -> new Command.Replay(begin, end)));
                });
    }

    /// What stands in a body, and what is wrong with it.
    final class Fields {

        private final Map<String, Json> fields;
        private final Map<String, String> problems = new LinkedHashMap<>();
        private String code = "validation_error";

        private Fields(Map<String, Json> fields) {
            this.fields = fields;
        }

        private Optional<Instant> time(String name, Function<String, Optional<Instant>> reading) {
            Json value = fields.get(name);
            if (value == null || value instanceof Json.JsonNull) {
                problems.put(name, "is required");
                code = "missing_required_field";
                return Optional.empty();
            }
            Optional<Instant> time =
                    value instanceof Json.JsonText(String text)
                            ? reading.apply(text)
                            : Optional.empty();
            if (time.isEmpty()) {
                problems.put(name, "must be an ISO 8601 date or time such as 2026-04-17T14:23:05Z");
            }
            return time;
        }

        private Refusal refusal() {
            String name = problems.keySet().iterator().next();
            String message =
                    problems.size() == 1
                            ? name + " " + problems.get(name)
                            : problems.size() + " fields are not valid: see details.fields";
            return new Refusal(400, code, message, problems);
        }
    }

    private static CommandRequest read(
            byte[] body, Function<Fields, Optional<? extends Command>> reading) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Refused(Refusal.of(400, "validation_error", reason));
            case JsonReading.Sound(Json.JsonObject(var values)) -> {
                var fields = new Fields(values);
                Optional<? extends Command> command = reading.apply(fields);
                yield command.isPresent() && fields.problems.isEmpty()
                        ? new Asked(command.get())
                        : new Refused(fields.refusal());
            }
        };
    }
}
