package io.activityledger.timeline.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.timeline.projection.Tally;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How is a summary told?
///
/// ```
/// {"data":{"total":7,"by_type":{"call":5,"note":2},"first_activity_at":"…","last_activity_at":"…",
///          "days":[{"date":"2026-11-21","total":3},…]},
///  "meta":{"from_date":"…","to_date":"…","tz":"UTC","by_type_truncated":false}}
/// ```
final class SummaryView {

    private SummaryView() {}

    static byte[] of(Days days, Tally tally) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeNumberField("total", tally.total());
            writeTypes(tally.byType(), to);
            writeTime("first_activity_at", tally.firstMillis(), to);
            writeTime("last_activity_at", tally.lastMillis(), to);
            writeDays(days.dates(), tally.spans(), to);
            to.writeEndObject();
            to.writeObjectFieldStart("meta");
            to.writeStringField("from_date", days.from().toString());
            to.writeStringField("to_date", days.to().toString());
            to.writeStringField("tz", days.zone().getId());
            to.writeBooleanField("by_type_truncated", tally.moreTypes());
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private static void writeTypes(List<Tally.OfType> types, JsonGenerator to) throws IOException {
        to.writeObjectFieldStart("by_type");
        for (Tally.OfType each : types) {
            to.writeNumberField(each.type(), each.total());
        }
        to.writeEndObject();
    }

    private static void writeTime(String name, @Nullable Long millis, JsonGenerator to)
            throws IOException {
        String text = millis == null ? null : Timestamps.print(Instant.ofEpochMilli(millis));
        JsonWriter.writeText(name, text, to);
    }

    private static void writeDays(List<LocalDate> dates, List<Long> totals, JsonGenerator to)
            throws IOException {
        to.writeArrayFieldStart("days");
        for (int at = 0; at < dates.size(); at++) {
            to.writeStartObject();
            to.writeStringField("date", dates.get(at).toString());
            to.writeNumberField("total", totals.get(at));
            to.writeEndObject();
        }
        to.writeEndArray();
    }
}
