package io.activityledger.webhooks.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// How are facts about endpoints spelled? As [Statement] reads them.
public final class EndpointFacts {

    private EndpointFacts() {}

    /// How the latest delivery ended; told by the stage that delivers, under its own name.
    public static Fact health(
            String workspaceId, String endpointId, LastDelivery last, Instant recordedAt) {
        return new Fact(
                workspaceId,
                endpointId,
                Fact.HEALTH,
                recordedAt,
                "webhook-dispatcher",
                json(to -> {
                    to.writeStringField(
                            "last_delivery_status", last.succeeded() ? "success" : "failed");
                    to.writeStringField("last_delivery_at", Timestamps.print(last.at()));
                }));
    }

    static Fact created(Endpoint endpoint, String sealedSecret, String recordedBy) {
        return new Fact(
                endpoint.workspaceId(),
                endpoint.id(),
                Fact.CREATED,
                endpoint.createdAt(),
                recordedBy,
                json(to -> {
                    to.writeStringField("url", endpoint.url().toString());
                    writeTexts("events", endpoint.events(), to);
                    if (endpoint.description() != null) {
                        to.writeStringField("description", endpoint.description());
                    }
                    to.writeBooleanField("active", endpoint.active());
                    to.writeStringField("secret", sealedSecret);
                    writeNumbers("from", endpoint.from(), to);
                }));
    }

    static Fact deleted(Endpoint endpoint, Instant recordedAt, String recordedBy) {
        return new Fact(
                endpoint.workspaceId(), endpoint.id(), Fact.DELETED, recordedAt, recordedBy, "{}");
    }

    private static void writeTexts(String name, List<String> texts, JsonGenerator to)
            throws IOException {
        to.writeArrayFieldStart(name);
        for (String text : texts) {
            to.writeString(text);
        }
        to.writeEndArray();
    }

    private static void writeNumbers(String name, List<Long> numbers, JsonGenerator to)
            throws IOException {
        to.writeArrayFieldStart(name);
        for (long number : numbers) {
            to.writeNumber(number);
        }
        to.writeEndArray();
    }

    private static String json(JsonWriter.Content fields) {
        byte[] object =
                JsonWriter.bytes(to -> {
                    to.writeStartObject();
                    fields.write(to);
                    to.writeEndObject();
                });
        return new String(object, StandardCharsets.UTF_8);
    }
}
