package io.activityledger.dialects.reevo;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Problem;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.ReferenceWish;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.reading.ActivityLimits;
import io.activityledger.dialects.reading.RequestFields;
import io.activityledger.schemas.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What does a Reevo client ask to record? A manual activity: when, what, and with whom.
public final class ReevoRequest {

    static final String ATTRIBUTES = "attributes";
    static final String TYPE = "MANUAL_ACTIVITY";
    static final String CATEGORY = "category";

    private ReevoRequest() {}

    /// Reads the body of a "Log a manual activity" request that arrived at `now`.
    public static DraftReading read(byte[] body, Instant now) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    refused(List.of(new Problem("", Kind.NO_JSON, reason)));
            case JsonReading.Sound(Json.JsonObject(var fields)) ->
                    read(new RequestFields(ReevoEnvelope.opened(fields)), now);
        };
    }

    private static DraftReading read(RequestFields body, Instant now) {
        body.required(ATTRIBUTES);
        RequestFields attributes = body.within(ATTRIBUTES);
        RequestFields metadata = attributes.within("metadata");
        ActivityDraft draft = draft(attributes, metadata, now);
        List<ReferenceWish> wishes = new ReevoReferences(attributes).wishes();
        List<String> ignored =
                Stream.of(body, attributes, metadata)
                        .flatMap(fields -> fields.ignored().stream())
                        .toList();
        return body.problems().isEmpty()
                ? reading(draft, wishes, ignored)
                : refused(body.problems());
    }

    private static DraftReading reading(
            ActivityDraft draft, List<ReferenceWish> wishes, List<String> ignored) {
        var wishing = new DraftReading.Wishing(draft, wishes, List.of(), ignored);
        return wishing.sought().isEmpty() ? wishing.granted(Map.of()) : wishing;
    }

    private static ActivityDraft draft(
            RequestFields attributes, RequestFields metadata, Instant now) {
        if (!attributes.text("type").orElse(TYPE).equals(TYPE)) {
            attributes.refuse(
                    "type", Kind.NOT_ONE_OF, "must be " + TYPE + ": only such are logged");
        }
        Optional<Instant> occurredAt = metadata.occurred("activity_time", now);
        Optional<String> subject = metadata.text("subject", ActivityLimits.LONGEST_TITLE);
        return new ActivityDraft(
                "reevo",
                TYPE,
                occurredAt.orElse(null),
                subject.orElse(null),
                metadata.text("description").orElse(null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                extra(attributes, metadata));
    }

    private static Map<String, String> extra(RequestFields attributes, RequestFields metadata) {
        Map<String, String> extra = new LinkedHashMap<>();
        metadata.label(CATEGORY, ActivityLimits.LONGEST_TYPE)
                .ifPresent(category -> extra.put(CATEGORY, category));
        for (String name : List.of("sequence_id", "pipeline_select_list_value_id")) {
            attributes.id(name).ifPresent(id -> extra.put(name, id));
        }
        return extra;
    }

    private static DraftReading refused(List<Problem> problems) {
        return new DraftReading.Refused(
                new Refusal(422, "validation_error", "The request is not valid", problems));
    }

    /// What is said of a contact, deal or company that an activity points at and nobody knows.
    static Refusal unknown(Subject subject) {
        String message = "there is no %s %s".formatted(word(subject), subject.id());
        var problem =
                new Problem(ATTRIBUTES + "." + field(subject), Kind.UNKNOWN_REFERENCE, message);
        return new Refusal(422, "unknown_reference", message, List.of(problem));
    }

    private static String field(Subject subject) {
        return switch (subject.kind()) {
            case CONTACT -> "contact_ids";
            case DEAL -> "opportunity_id";
            case COMPANY -> "account_id";
            case ENTITY -> "";
        };
    }

    private static String word(Subject subject) {
        return switch (subject.kind()) {
            case CONTACT -> "contact";
            case DEAL -> "opportunity";
            case COMPANY -> "account";
            case ENTITY -> subject.entityType();
        };
    }
}
