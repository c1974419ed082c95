package io.activityledger.timeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.timeline.projection.KnownActivity;
import io.activityledger.timeline.projection.Row;

/// What does a service that writes get to hear of an id?
///
/// ```
/// {"partition":P,"offset":N,"fingerprint":"…" or null,"recorded_at":"…","activity":{…}}
/// {"applied":N}
/// ```
final class FirstRecordView {

    private FirstRecordView() {}

    static byte[] found(Question.FirstRecord question, int partition, KnownActivity known) {
        Row row = known.row();
        var activity = LeadLexTail.whole(question.workspaceId(), row.json(), row.tail());
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeNumberField("partition", partition);
            to.writeNumberField("offset", known.offset());
            JsonWriter.writeText("fingerprint", activity.requestFingerprint(), to);
            to.writeStringField("recorded_at", Timestamps.print(activity.recordedAt()));
            to.writeFieldName("activity");
            to.writeRawValue(new String(row.json(), UTF_8));
            to.writeEndObject();
        });
    }

    static byte[] notFound(long applied) {
        return ("{\"applied\":" + applied + "}").getBytes(UTF_8);
    }
}
