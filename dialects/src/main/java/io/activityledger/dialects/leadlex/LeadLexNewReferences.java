package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.reading.RequestFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Which contacts or deals does a LeadLex client ask to create, one or many at once? All problems
/// are told together, and then none is created.
public final class LeadLexNewReferences {

    private static final int MOST_PROBLEMS = 100;

    private final Form form;
    private final int largestBytes;
    private final Supplier<String> ids;

    /// `largestBytes` is what one of them may have when it is kept; `ids` makes a fresh one.
    public LeadLexNewReferences(Form form, int largestBytes, Supplier<String> ids) {
        this.form = form;
        this.largestBytes = largestBytes;
        this.ids = ids;
    }

    /// What is created.
    public enum Form {
        CONTACT("contacts", 500, NewContact::of),
        DEAL("deals", 50, NewDeal::of);

        private final String list;
        private final int mostAtOnce;

        @SuppressWarnings("ImmutableEnumChecker") // a function without state
        private final Making making;

        Form(String list, int mostAtOnce, Making making) {
            this.list = list;
            this.mostAtOnce = mostAtOnce;
            this.making = making;
        }
    }

    /// What came of reading a request.
    public sealed interface Reading {

        /// In the order in which they were sent.
        record Accepted(List<NewReference> references) implements Reading {}

        /// None is created.
        record Refused(Refusal refusal) implements Reading {}
    }

    /// Reads a body that is one contact or deal and arrived at `now`.
    public Reading one(byte[] body, Instant now) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) -> malformed(reason);
            case JsonReading.Sound(Json.JsonObject object) -> {
                var fields = new RequestFields(object);
                yield read(fields, List.of(made(fields, object, now)));
            }
        };
    }

    /// Reads a body that holds a list of them and arrived at `now`.
    public Reading many(byte[] body, Instant now) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) -> malformed(reason);
            case JsonReading.Sound(Json.JsonObject object) -> {
                var fields = new RequestFields(object);
                yield read(fields, all(fields, items(fields), now));
            }
        };
    }

    private List<Json> items(RequestFields fields) {
        List<Json> items =
                fields.value(form.list).orElse(new Json.JsonNull())
                                instanceof Json.JsonArray(var listed)
                        ? listed
                        : List.of();
        if (items.isEmpty()) {
            fields.refuse(form.list, Kind.NO_LIST, "must be an array with at least one object");
        }
        if (items.size() > form.mostAtOnce) {
            fields.refuse(form.list, Kind.TOO_MANY, "must hold at most " + form.mostAtOnce);
            return List.of();
        }
        return items;
    }

    private List<NewReference> all(RequestFields fields, List<Json> items, Instant now) {
        List<NewReference> made = new ArrayList<>();
        for (int at = 0; at < items.size() && fields.problems().size() < MOST_PROBLEMS; at++) {
            String place = form.list + "." + at;
            if (items.get(at) instanceof Json.JsonObject object) {
                NewReference reference = made(fields.at(place, object), object, now);
                made.add(reference);
                checkSize(fields, place, reference);
            } else {
                fields.refuse(place, Kind.NO_OBJECT, "must be an object");
            }
        }
        return made;
    }

    private void checkSize(RequestFields fields, String place, NewReference reference) {
        int bytes = reference.attributesJson().getBytes(UTF_8).length;
        if (bytes > largestBytes) {
            fields.refuse(
                    place,
                    Kind.TOO_LARGE,
                    "has %d bytes; at most %d are allowed".formatted(bytes, largestBytes));
        }
    }

    private NewReference made(RequestFields fields, Json.JsonObject object, Instant now) {
        String id = ids.get();
        return form.making.of(new ReferenceFields(fields, object, id), id, now);
    }

    private static Reading read(RequestFields fields, List<NewReference> made) {
        List<Problem> problems = fields.problems();
        if (problems.isEmpty()) {
            return new Reading.Accepted(made);
        }
        Problem first = problems.getFirst();
        String message =
                problems.size() == 1
                        ? first.field() + " " + first.message()
                        : problems.size() + " fields are not valid: see details.fields";
        return new Reading.Refused(new Refusal(400, "validation_error", message, problems));
    }

    private static Reading malformed(String reason) {
        return new Reading.Refused(Refusal.of(400, "validation_error", reason));
    }

    /// Makes one of what was sent.
    @FunctionalInterface
    private interface Making {
        NewReference of(ReferenceFields fields, String id, Instant now);
    }

    /// The answer to [#one].
    public byte[] answerToOne(NewReference created) {
        return ("{\"data\":" + created.shownJson() + "}").getBytes(UTF_8);
    }

    /// The answer to [#many]: contacts come with their number, deals as a bare list.
    public byte[] answerToMany(List<NewReference> created) {
        String list = String.join(",", created.stream().map(NewReference::shownJson).toList());
        String data =
                switch (form) {
                    case CONTACT ->
                            "{\"created\":%d,\"contacts\":[%s]}".formatted(created.size(), list);
                    case DEAL -> "[" + list + "]";
                };
        return ("{\"data\":" + data + "}").getBytes(UTF_8);
    }
}
