package io.activityledger.webhooks.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// How does one endpoint fare?
///
/// @param firstDue of what waits, in milliseconds; [Lane#NO_TURN] for none
/// @param failingSince in milliseconds; negative where it does not only fail
/// @param disabled why, empty where it is not
/// @param recent its latest attempts
public record LaneHealth(
        LaneStanding standing,
        long firstDue,
        long failingSince,
        String disabled,
        List<LogRow> recent) {

    /// As it is answered, at that moment.
    public byte[] json(boolean active, Instant now) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeObjectFieldStart("health");
            write(active, now, to);
            to.writeEndObject();
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private void write(boolean active, Instant now, JsonGenerator to) throws IOException {
        boolean overdue = firstDue <= now.toEpochMilli();
        boolean waits = firstDue != Lane.NO_TURN;
        to.writeStringField("state", state(active));
        JsonWriter.writeText("disabled_reason", active || disabled.isEmpty() ? null : disabled, to);
        to.writeNumberField("backlog", standing.waiting());
        writeTime("oldest_due_at", waits && overdue ? firstDue : Lane.NO_TURN, to);
        writeTime("next_attempt_at", active && waits ? nextAt() : Lane.NO_TURN, to);
        writeTime("failing_since", failingSince < 0 ? Lane.NO_TURN : failingSince, to);
        to.writeStringField("breaker", standing.breaker().name().toLowerCase(Locale.ROOT));
        writeRecent(to);
    }

    private String state(boolean active) {
        if (active) {
            return "active";
        }
        return disabled.isEmpty() ? "inactive" : "disabled";
    }

    private long nextAt() {
        return standing.nextAt() == Lane.NO_TURN ? firstDue : Math.max(firstDue, standing.nextAt());
    }

    private void writeRecent(JsonGenerator to) throws IOException {
        List<LogRow> sent =
                recent.stream().filter(it -> it.result() != LogRow.Result.UNSENT).toList();
        List<Integer> took = sent.stream().map(LogRow::tookMillis).sorted().toList();
        long good = sent.stream().filter(it -> it.result() == LogRow.Result.SUCCESS).count();
        to.writeObjectFieldStart("recent");
        to.writeNumberField("attempts", sent.size());
        to.writeFieldName("success_rate");
        if (sent.isEmpty()) {
            to.writeNull();
        } else {
            to.writeNumber(Math.round(1_000.0 * good / sent.size()) / 1_000.0);
        }
        to.writeObjectFieldStart("duration_ms");
        writePercentile("p50", 0.5, took, to);
        writePercentile("p95", 0.95, took, to);
        writePercentile("p99", 0.99, took, to);
        to.writeEndObject();
        to.writeEndObject();
    }

    private static void writePercentile(
            String name, double part, List<Integer> sorted, JsonGenerator to) throws IOException {
        if (sorted.isEmpty()) {
            to.writeNullField(name);
        } else {
            int rank = (int) Math.ceil(part * sorted.size()) - 1;
            to.writeNumberField(name, sorted.get(Math.max(0, rank)));
        }
    }

    private static void writeTime(String name, long millis, JsonGenerator to) throws IOException {
        JsonWriter.writeText(
                name,
                millis == Lane.NO_TURN ? null : Timestamps.print(Instant.ofEpochMilli(millis)),
                to);
    }
}
