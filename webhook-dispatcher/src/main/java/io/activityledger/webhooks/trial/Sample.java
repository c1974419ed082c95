package io.activityledger.webhooks.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What would a receiver be told of an activity that never was? A body as matching builds them,
/// marked by `"test":true`.
final class Sample {

    /// Never drawn: an activity's id begins with the time of its recording.
    private static final ActivityId ID =
            new ActivityId(UUID.fromString("00000000-0000-7000-8000-000000000000"));

    private static final String EVENT = "activity.created";

    private Sample() {}

    static byte[] body(String workspaceId, Instant at) {
        String view = new String(LeadLexView.activity(activity(workspaceId, at)), UTF_8);
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeStringField("type", EVENT);
            to.writeStringField("event", EVENT);
            to.writeStringField("timestamp", Timestamps.print(at));
            to.writeStringField("workspace_id", workspaceId);
            to.writeBooleanField("test", true);
            to.writeObjectFieldStart("data");
            to.writeFieldName("activity");
            to.writeRawValue(view);
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private static Activity activity(String workspaceId, Instant at) {
        return new Activity(
                ID,
                workspaceId,
                "note",
                at,
                at,
                "leadlex",
                "webhook-test",
                "A test of your webhook",
                "Nothing was recorded: this was sent to see whether it arrives.",
                "sample-contact",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "{\"test\":true}",
                null,
                null,
                null,
                List.of("sample-contact"),
                List.of(),
                false,
                Map.of());
    }
}
