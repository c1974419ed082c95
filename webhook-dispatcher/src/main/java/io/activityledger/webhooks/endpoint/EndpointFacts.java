package io.activityledger.webhooks.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Fact;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
        return created(endpoint, sealedSecret, Map.of(), recordedBy);
    }

    /// The same for one with settings, of which the headers are sealed.
    static Fact created(
            Endpoint endpoint,
            String sealedSecret,
            Map<Setting, Json> settings,
            String recordedBy) {
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
                    if (!settings.isEmpty()) {
                        to.writeObjectFieldStart("settings");
                        for (var each : settings.entrySet()) {
                            to.writeFieldName(each.getKey().field());
                            JsonWriter.write(each.getValue(), to);
                        }
                        to.writeEndObject();
                    }
                }));
    }

    static Fact deleted(Endpoint endpoint, Instant recordedAt, String recordedBy) {
        return new Fact(
                endpoint.workspaceId(), endpoint.id(), Fact.DELETED, recordedAt, recordedBy, "{}");
    }

    /// One field's new value; null is as the house has it.
    static Fact config(Endpoint endpoint, String field, Json value, Said said) {
        return said.of(
                endpoint,
                Statement.CONFIG + field,
                json(to -> {
                    to.writeFieldName("value");
                    JsonWriter.write(value, to);
                }));
    }

    /// A new secret, with whose coming all before it end in time.
    static Fact secret(Endpoint endpoint, SealedSecret secret, Said said) {
        return said.of(
                endpoint,
                Statement.SECRET + secret.number(),
                json(to -> {
                    to.writeStringField("secret", secret.sealed());
                    to.writeStringField("previous_until", Timestamps.print(secret.previousUntil()));
                }));
    }

    /// As it stands on the topic.
    record SealedSecret(long number, String sealed, Instant previousUntil) {}

    /// Who says something, and when.
    record Said(Instant at, String by) {
        private Fact of(Endpoint endpoint, String fact, String json) {
            return new Fact(endpoint.workspaceId(), endpoint.id(), fact, at, by, json);
        }
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
