package io.activityledger.ingest.deduplication;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.schemas.Position;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What did a projector say about the first record of an id?
///
/// ```
/// 200 {"partition":3,"offset":17,"fingerprint":"…","recorded_at":"…","activity":{…}}
/// 404 {"applied":17}  no such id in the workspace, with all that was asked for applied
///
/// anything else, and a 404 that is not a projector's: nobody could say
/// ```
final class FirstAnswer {

    private FirstAnswer() {}

    static First parse(PeerAnswer answer) {
        return switch (answer) {
            case PeerAnswer.Unreachable(String reason) -> new First.Unknown(reason);
            case PeerAnswer.Answered(int status, _, byte[] body) ->
                    switch (status) {
                        case 200 -> standing(body);
                        case 404 -> none(body);
                        default -> new First.Unknown("the projector answered " + status);
                    };
        };
    }

    private static First standing(byte[] body) {
        return switch (JsonParser.parseOurs(body)) {
            case JsonReading.Malformed(String reason) -> new First.Unknown(reason);
            case JsonReading.Sound(Json.JsonObject(var fields)) ->
                    standing(fields).orElse(new First.Unknown("the answer lacks something"));
        };
    }

    /// Whoever else stands at that address may well answer 404, which says nothing about the log.
    private static First none(byte[] body) {
        return JsonParser.parseOurs(body) instanceof JsonReading.Sound(Json.JsonObject(var fields))
                        && fields.get("applied") instanceof Json.JsonNumber
                ? new First.None()
                : new First.Unknown("the projector's 404 does not say what it has applied");
    }

    private static Optional<First> standing(Map<String, Json> fields) {
        Optional<Position> position =
                number(fields, "partition")
                        .flatMap(partition ->
                                number(fields, "offset")
                                        .map(at -> new Position(partition.intValue(), at)));
        String fingerprint = text(fields, "fingerprint").orElse("");
        return position.flatMap(at ->
                stored(fields).map(activity -> new First.Standing(at, fingerprint, activity)));
    }

    /// An older projector does not tell `recorded_at`: where the client gave no time of its own it
    /// is when the activity happened.
    private static Optional<StoredActivity> stored(Map<String, Json> answer) {
        if (!(answer.get("activity") instanceof Json.JsonObject(var fields))) {
            return Optional.empty();
        }
        Optional<Instant> occurredAt = time(fields, "created_date");
        Optional<Instant> recordedAt = time(answer, "recorded_at").or(() -> occurredAt);
        String metadata =
                fields.get("metadata") instanceof Json.JsonObject object
                        ? JsonWriter.compact(object)
                        : null;
        return text(fields, "created_by_user_id")
                .flatMap(author ->
                        occurredAt.flatMap(occurred ->
                                recordedAt.map(recorded ->
                                        new StoredActivity(occurred, recorded, author, metadata))));
    }

    private static Optional<Instant> time(Map<String, Json> fields, String name) {
        return text(fields, name).flatMap(Timestamps::parse);
    }

    private static Optional<String> text(Map<String, Json> fields, String name) {
        return fields.get(name) instanceof Json.JsonText(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<Long> number(Map<String, Json> fields, String name) {
        return fields.get(name) instanceof Json.JsonNumber(String literal)
                        && literal.matches("\\d{1,18}")
                ? Optional.of(Long.parseLong(literal))
                : Optional.empty();
    }
}
