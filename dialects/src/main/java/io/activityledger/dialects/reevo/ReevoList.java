package io.activityledger.dialects.reevo;

import io.activityledger.dialects.ListReading;
import io.activityledger.dialects.ListWish;
import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.reading.ActivityLimits;
import io.activityledger.dialects.reading.RequestFields;
import io.activityledger.schemas.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which activities does a Reevo client query? Those of a contact, an account, an opportunity, or
/// of all that it names, recorded within its bounds.
public final class ReevoList {

    /// A cursor that was not handed out for this query.
    public static final Refusal FOREIGN_CURSOR =
            refusal(
                    List.of(
                            new Problem(
                                    "cursor",
                                    Kind.NOT_VALID,
                                    "must be a next_cursor of the same query; leave it out to"
                                            + " begin")));

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    private ReevoList() {}

    /// Reads the body of a `_query`.
    public static ListReading read(byte[] body) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new ListReading.Refused(
                            refusal(List.of(new Problem("", Kind.NO_JSON, reason))));
            case JsonReading.Sound(Json.JsonObject(var fields)) ->
                    read(new RequestFields(ReevoEnvelope.opened(fields)));
        };
    }

    private static ListReading read(RequestFields body) {
        List<Subject> subjects = new ArrayList<>();
        subject(body, "contact_id", Subject.Kind.CONTACT).ifPresent(subjects::add);
        subject(body, "opportunity_id", Subject.Kind.DEAL).ifPresent(subjects::add);
        subject(body, "account_id", Subject.Kind.COMPANY).ifPresent(subjects::add);
        var wish =
                new ListWish(
                        subjects,
                        List.of(),
                        List.of(),
                        null,
                        time(body, "created_from").orElse(null),
                        time(body, "created_to").orElse(null),
                        false,
                        body.text("cursor").orElse(null),
                        limit(body));
        // What narrows a list and is not understood must not widen it in silence.
        body.ignored()
                .forEach(name -> body.refuse(name, Kind.NOT_VALID, "is no filter known here"));
        return body.problems().isEmpty()
                ? new ListReading.Wished(wish)
                : new ListReading.Refused(refusal(body.problems()));
    }

    private static Optional<Subject> subject(RequestFields body, String name, Subject.Kind kind) {
        return body.id(name).map(id -> Subject.named(kind, id));
    }

    private static Optional<Instant> time(RequestFields body, String name) {
        return body.time(
                name,
                ActivityLimits.EARLIEST,
                ActivityLimits.LATEST,
                "1900-01-01 and the end of the year 9999");
    }

    private static int limit(RequestFields body) {
        Optional<Json> limit = body.value("limit");
        if (limit.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        if (limit.get() instanceof Json.JsonNumber(String literal)
                && literal.matches("[1-9]\\d{0,2}")
                && Integer.parseInt(literal) <= MOST) {
            return Integer.parseInt(literal);
        }
        body.refuse("limit", Kind.NOT_VALID, "must be a whole number from 1 to " + MOST);
        return DEFAULT_LIMIT;
    }

    private static Refusal refusal(List<Problem> problems) {
        return new Refusal(422, "validation_error", "The request is not valid", problems);
    }
}
