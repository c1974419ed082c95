package io.activityledger.webhooks.endpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import java.io.IOException;
import java.util.List;

/// How does a LeadLex client see its webhooks? The secret in the answer that created one, and never
/// again.
final class WebhookView {

    private WebhookView() {}

    static byte[] created(Endpoint endpoint, EndpointSecret secret) {
        return data(
                "webhook",
                to -> {
                    writeOpening(endpoint, to);
                    to.writeStringField("secret", secret.text());
                    writeCreatedAt(endpoint, to);
                    SettingsView.write(endpoint.settings(), to);
                    to.writeEndObject();
                });
    }

    /// The new secret, and until when the ones before it sign too.
    static byte[] rotated(Endpoint endpoint, EndpointMint.Rotated rotated) {
        return data(
                "webhook",
                to -> {
                    to.writeStartObject();
                    to.writeStringField("id", endpoint.id());
                    to.writeStringField("secret", rotated.secret().text());
                    to.writeStringField(
                            "previous_secrets_until", Timestamps.print(rotated.previousUntil()));
                    to.writeEndObject();
                });
    }

    static byte[] single(Endpoint endpoint) {
        return data("webhook", to -> write(endpoint, to));
    }

    static byte[] list(List<Endpoint> endpoints) {
        return data(
                "webhooks",
                to -> {
                    to.writeStartArray();
                    for (Endpoint endpoint : endpoints) {
                        write(endpoint, to);
                    }
                    to.writeEndArray();
                });
    }

    private static byte[] data(String name, JsonWriter.Content content) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeFieldName(name);
            content.write(to);
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private static void write(Endpoint endpoint, JsonGenerator to) throws IOException {
        writeOpening(endpoint, to);
        writeCreatedAt(endpoint, to);
        LastDelivery last = endpoint.lastDelivery();
        if (last == null) {
            to.writeNullField("last_delivery_status");
            to.writeNullField("last_delivery_at");
        } else {
            to.writeStringField("last_delivery_status", last.succeeded() ? "success" : "failed");
            to.writeStringField("last_delivery_at", Timestamps.print(last.at()));
        }
        SettingsView.write(endpoint.settings(), to);
        to.writeEndObject();
    }

    private static void writeOpening(Endpoint endpoint, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("id", endpoint.id());
        to.writeStringField("url", endpoint.url().toString());
        to.writeArrayFieldStart("events");
        for (String event : endpoint.events()) {
            to.writeString(event);
        }
        to.writeEndArray();
        to.writeFieldName("description");
        String description = endpoint.description();
        if (description == null) {
            to.writeNull();
        } else {
            to.writeString(description);
        }
        to.writeBooleanField("active", endpoint.active());
    }

    private static void writeCreatedAt(Endpoint endpoint, JsonGenerator to) throws IOException {
        to.writeStringField("created_at", Timestamps.print(endpoint.createdAt()));
    }
}
