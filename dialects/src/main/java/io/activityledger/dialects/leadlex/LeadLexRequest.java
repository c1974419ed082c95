package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.leadlex.LeadLexFields.Code;
import java.time.Duration;
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

    static final int LONGEST_TYPE = 64;
    static final int LONGEST_TITLE = 500;
    static final int LONGEST_NAME = 500;
    static final int LONGEST_EXTERNAL_ID = 128;
    static final int LARGEST_METADATA_BYTES = 8_192;
    static final int MOST_TAGS = 20;
    static final int LONGEST_TAG = 50;
    static final int MOST_SUBJECTS = 24;

    private static final Duration FURTHEST_AHEAD = Duration.ofHours(24);
    private static final int FURTHEST_BACK_YEARS = 5;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private LeadLexRequest() {}

    /// What came of reading a request.
    public sealed interface Reading {

        /// `adjusted` and `ignored` name the fields that were replaced or not known.
        record Accepted(ActivityDraft draft, List<String> adjusted, List<String> ignored)
                implements Reading {}

        /// Nothing is recorded.
        record Refused(Refusal refusal) implements Reading {}
    }

    /// Reads the body of a "Create Activity" request that arrived at `now`.
    public static Reading read(byte[] body, Instant now) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new Reading.Refused(Refusal.of(400, Code.VALIDATION_ERROR.text(), reason));
            case JsonReading.Sound(Json.JsonObject object) -> read(new LeadLexFields(object), now);
        };
    }

    private static Reading read(LeadLexFields fields, Instant now) {
        Time time = time(fields, now);
        ActivityDraft draft = draft(fields, time);
        if (draft.subjects().size() > MOST_SUBJECTS) {
            fields.refuse("contact_ids", "leads to more than " + MOST_SUBJECTS + " subjects");
        }
        Optional<Refusal> refusal = fields.refusal();
        return refusal.isPresent()
                ? new Reading.Refused(refusal.get())
                : new Reading.Accepted(draft, time.adjusted(), fields.ignored());
    }

    private static ActivityDraft draft(LeadLexFields fields, Time time) {
        String type = type(fields);
        Optional<String> title = fields.text("title", LONGEST_TITLE);
        Optional<String> description = fields.text("description");
        Optional<String> contact = fields.id("contact_id");
        Optional<String> deal = fields.id("deal_id");
        Optional<String> entityType = fields.id("entity_type");
        Optional<String> entityId = fields.id("entity_id");
        Optional<String> entityName = fields.text("entity_name", LONGEST_NAME);
        Optional<String> metadata = metadata(fields);
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
                fields.text("external_id", LONGEST_EXTERNAL_ID).orElse(null),
                contacts,
                tags(fields),
                false,
                Map.of());
    }

    private static String type(LeadLexFields fields) {
        Optional<String> type = fields.text("type", LONGEST_TYPE);
        boolean absent = fields.value("type").isEmpty();
        if (absent || type.equals(Optional.of(""))) {
            fields.refuse("type", Code.MISSING_REQUIRED_FIELD, "is required");
        } else if (type.orElse("").chars().anyMatch(Character::isISOControl)) {
            fields.refuse("type", "must not hold control characters");
        }
        return type.orElse("");
    }

    private static Optional<String> metadata(LeadLexFields fields) {
        Optional<Json> metadata = fields.value("metadata");
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        if (!(metadata.get() instanceof Json.JsonObject)) {
            fields.refuse("metadata", "must be an object, not " + metadata.get().kind());
            return Optional.empty();
        }
        String compact = JsonWriter.compact(metadata.get());
        int bytes = compact.getBytes(UTF_8).length;
        if (bytes > LARGEST_METADATA_BYTES) {
            fields.refuse(
                    "metadata",
                    Code.METADATA_TOO_LARGE,
                    "has %d bytes as compact JSON; at most %d are allowed"
                            .formatted(bytes, LARGEST_METADATA_BYTES));
        }
        return Optional.of(compact);
    }

    private static List<String> contacts(Optional<String> first, List<String> all) {
        Set<String> contacts = new LinkedHashSet<>();
        first.ifPresent(contacts::add);
        contacts.addAll(all);
        return List.copyOf(contacts);
    }

    private static List<String> tags(LeadLexFields fields) {
        List<String> tags = fields.texts("tags");
        if (tags.size() > MOST_TAGS) {
            fields.refuse("tags", "must hold at most " + MOST_TAGS + " tags");
        }
        return tags.stream().filter(tag -> fields.isShort("tags", tag, LONGEST_TAG)).toList();
    }

    /// When it happened, as far as the client says, and which field was replaced by the time of
    /// recording.
    private record Time(Optional<Instant> occurredAt, List<String> adjusted) {}

    private static Time time(LeadLexFields fields, Instant now) {
        Optional<Json> createdDate = fields.value("created_date");
        Optional<String> occurredAt = fields.text("occurred_at");
        if (fields.value("occurred_at").isPresent()) {
            return new Time(occurredAt.flatMap(text -> occurred(fields, text, now)), List.of());
        }
        if (createdDate.isEmpty()) {
            return new Time(Optional.empty(), List.of());
        }
        Optional<Instant> kept = createdDate.flatMap(value -> backdated(value, now));
        return new Time(kept, kept.isPresent() ? List.of() : List.of("created_date"));
    }

    private static Optional<Instant> occurred(LeadLexFields fields, String text, Instant now) {
        Optional<Instant> time = Timestamps.parse(text);
        if (time.isEmpty()) {
            fields.refuse("occurred_at", "must be a time as RFC 3339 has it");
        } else if (time.get().isBefore(EARLIEST) || time.get().isAfter(now.plus(FURTHEST_AHEAD))) {
            fields.refuse("occurred_at", "must lie between 1900-01-01 and 24 hours from now");
        }
        return time;
    }

    private static Optional<Instant> backdated(Json value, Instant now) {
        if (!(value instanceof Json.JsonText(String text))) {
            return Optional.empty();
        }
        Instant earliest = now.atOffset(ZoneOffset.UTC).minusYears(FURTHEST_BACK_YEARS).toInstant();
        return Timestamps.parse(text)
                .filter(time -> !time.isBefore(earliest))
                .filter(time -> !time.isAfter(now.plus(FURTHEST_AHEAD)));
    }
}
