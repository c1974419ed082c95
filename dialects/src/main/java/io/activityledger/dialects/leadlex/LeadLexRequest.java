package io.activityledger.dialects.leadlex;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.reading.ActivityLimits;
import io.activityledger.dialects.reading.RequestFields;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What does a LeadLex client ask to record? Every field, limit and error code of its "Create
/// Activity" page, and our extensions, all optional: `company_id`, `contact_ids`, `occurred_at`,
/// `tags`, `external_id`.
public final class LeadLexRequest {

    private static final int FURTHEST_BACK_YEARS = 5;

    private LeadLexRequest() {}

    /// Reads the body of a "Create Activity" request that arrived at `now`.
    public static DraftReading read(byte[] body, Instant now) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new DraftReading.Refused(Refusal.of(400, "validation_error", reason));
            case JsonReading.Sound(Json.JsonObject object) -> read(object, now);
        };
    }

    /// The same for an object that has been parsed already, as the items of a batch have.
    public static DraftReading read(Json.JsonObject object, Instant now) {
        var fields = new RequestFields(object);
        Time time = time(fields, now);
        ActivityDraft draft = draft(fields, time);
        if (draft.subjects().size() > ActivityLimits.MOST_SUBJECTS) {
            fields.refuse(
                    "contact_ids",
                    Kind.TOO_MANY,
                    "leads to more than " + ActivityLimits.MOST_SUBJECTS + " subjects");
        }
        return fields.problems().isEmpty()
                ? new DraftReading.Accepted(draft, time.adjusted(), fields.ignored())
                : new DraftReading.Refused(refusal(fields.problems()));
    }

    private static ActivityDraft draft(RequestFields fields, Time time) {
        String type = type(fields);
        Optional<String> title = fields.text("title", ActivityLimits.LONGEST_TITLE);
        Optional<String> description = fields.text("description");
        Optional<String> contact = fields.id("contact_id");
        Optional<String> deal = fields.id("deal_id");
        Optional<String> entityType = fields.id("entity_type");
        Optional<String> entityId = fields.id("entity_id");
        Optional<String> entityName = fields.text("entity_name", ActivityLimits.LONGEST_NAME);
        Optional<String> metadata = fields.metadata("metadata");
        Optional<String> company = fields.id("company_id");
        List<String> contacts = contacts(contact, fields.ids("contact_ids"));
        return new ActivityDraft(
                "leadlex",
                type,
                time.occurredAt().orElse(null),
                title.orElse(null),
                description.orElse(null),
                contacts.isEmpty() ? null : contacts.getFirst(),
                deal.orElse(null),
                company.orElse(null),
                entityType.orElse(null),
                entityId.orElse(null),
                entityName.orElse(null),
                null,
                null,
                null,
                metadata.orElse(null),
                fields.text("external_id", ActivityLimits.LONGEST_EXTERNAL_ID).orElse(null),
                contacts,
                fields.tags("tags"),
                false,
                Map.of());
    }

    private static String type(RequestFields fields) {
        if (fields.required("type").equals(Optional.of(new Json.JsonText("")))) {
            fields.refuse("type", Kind.MISSING, "is required");
        }
        return fields.label("type", ActivityLimits.LONGEST_TYPE).orElse("");
    }

    private static List<String> contacts(Optional<String> first, List<String> all) {
        Set<String> contacts = new LinkedHashSet<>();
        first.ifPresent(contacts::add);
        contacts.addAll(all);
        return List.copyOf(contacts);
    }

    /// When it happened, as far as the client says, and which field was replaced by the time of
    /// recording.
    private record Time(Optional<Instant> occurredAt, List<String> adjusted) {}

    private static Time time(RequestFields fields, Instant now) {
        Optional<Json> createdDate = fields.value("created_date");
        Optional<Instant> occurredAt = fields.occurred("occurred_at", now);
        if (fields.value("occurred_at").isPresent()) {
            return new Time(occurredAt, List.of());
        }
        if (createdDate.isEmpty()) {
            return new Time(Optional.empty(), List.of());
        }
        Optional<Instant> kept = createdDate.flatMap(value -> backdated(value, now));
        return new Time(kept, kept.isPresent() ? List.of() : List.of("created_date"));
    }

    /// The time that a `created_date` keeps; empty where it is no time, or too far away.
    static Optional<Instant> backdated(Json value, Instant now) {
        if (!(value instanceof Json.JsonText(String text))) {
            return Optional.empty();
        }
        Instant earliest = now.atOffset(ZoneOffset.UTC).minusYears(FURTHEST_BACK_YEARS).toInstant();
        return Timestamps.parse(text)
                .filter(time -> !time.isBefore(earliest))
                .filter(time -> !time.isAfter(now.plus(ActivityLimits.FURTHEST_AHEAD)));
    }

    private static Refusal refusal(List<Problem> problems) {
        Problem first = problems.getFirst();
        String message =
                problems.size() == 1
                        ? first.field() + " " + first.message()
                        : problems.size() + " fields are not valid: see details.fields";
        return new Refusal(400, code(problems), message, problems);
    }

    /// The codes in the documents' order: the first that applies is the answer's.
    private static String code(List<Problem> problems) {
        List<Kind> kinds = problems.stream().map(Problem::kind).toList();
        if (kinds.contains(Kind.MISSING)) {
            return "missing_required_field";
        }
        return kinds.contains(Kind.TOO_LARGE) ? "metadata_too_large" : "validation_error";
    }
}
