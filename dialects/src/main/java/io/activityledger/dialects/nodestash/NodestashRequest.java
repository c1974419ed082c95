package io.activityledger.dialects.nodestash;

import io.activityledger.dialects.ActivityDraft;
import io.activityledger.dialects.DraftReading;
import io.activityledger.dialects.Problem.Kind;
import io.activityledger.dialects.Refusal;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.dialects.reading.ActivityLimits;
import io.activityledger.dialects.reading.RequestFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What does a nodestash client ask to record? An activity that happens when it is recorded, of a
/// type from a closed list.
public final class NodestashRequest {

    private NodestashRequest() {}

    /// Reads the body of a "Create a new activity" request.
    public static DraftReading read(byte[] body) {
        return switch (JsonParser.parseObject(body)) {
            case JsonReading.Malformed(String reason) ->
                    new DraftReading.Refused(Refusal.of(400, "validation_error", reason));
            case JsonReading.Sound(Json.JsonObject object) -> read(new RequestFields(object));
        };
    }

    private static DraftReading read(RequestFields fields) {
        ActivityDraft draft = draft(fields);
        return fields.problems().isEmpty()
                ? new DraftReading.Accepted(draft, List.of(), fields.ignored())
                : new DraftReading.Refused(
                        new Refusal(
                                400,
                                "validation_error",
                                "Request validation failed",
                                fields.problems()));
    }

    private static ActivityDraft draft(RequestFields fields) {
        String type = type(fields);
        Optional<String> subject = fields.text("subject", ActivityLimits.LONGEST_TITLE);
        Optional<String> body = fields.text("body");
        Optional<String> contact = fields.id("contact_id");
        Optional<String> company = fields.id("company_id");
        Optional<String> deal = fields.id("deal_id");
        Optional<String> owner = fields.id("owner_id");
        boolean isDone = fields.bool("is_done").orElse(false);
        Optional<Instant> dueDate = fields.planned("due_date");
        Optional<Instant> completedAt = fields.planned("completed_at");
        return new ActivityDraft(
                "nodestash",
                type,
                null,
                subject.orElse(null),
                body.orElse(null),
                contact.orElse(null),
                deal.orElse(null),
                company.orElse(null),
                null,
                null,
                null,
                owner.orElse(null),
                dueDate.orElse(null),
                completedAt.orElse(null),
                fields.metadata("metadata").orElse(null),
                null,
                contact.stream().toList(),
                fields.tags("tags"),
                isDone,
                Map.of());
    }

    private static String type(RequestFields fields) {
        fields.required("type");
        Optional<String> type = fields.text("type");
        if (type.isPresent() && type.flatMap(NodestashType::parse).isEmpty()) {
            fields.refuse("type", Kind.NOT_ONE_OF, "must be one of " + NodestashType.allWords());
        }
        return type.orElse("");
    }
}
