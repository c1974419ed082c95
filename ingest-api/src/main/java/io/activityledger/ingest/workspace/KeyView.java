package io.activityledger.ingest.workspace;

import com.fasterxml.jackson.core.JsonGenerator;
import io.activityledger.access.KeyMint.Minted;
import io.activityledger.access.StoredKey;
import io.activityledger.dialects.Timestamps;
import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.schemas.Permission;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// How does a client see API keys? As LeadLex shows them, and `user_id`; the key itself only in the
/// answer to its making.
final class KeyView {

    private KeyView() {}

    static byte[] minted(Minted minted) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeStringField("id", minted.stored().id());
            to.writeStringField("key", minted.key());
            writeRest(minted.stored(), to);
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    static byte[] single(StoredKey key) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeFieldName("data");
            write(key, to);
            to.writeEndObject();
        });
    }

    static byte[] list(List<StoredKey> keys) {
        return JsonWriter.bytes(to -> {
            to.writeStartObject();
            to.writeObjectFieldStart("data");
            to.writeArrayFieldStart("api_keys");
            for (StoredKey key : keys) {
                write(key, to);
            }
            to.writeEndArray();
            to.writeEndObject();
            to.writeEndObject();
        });
    }

    private static void write(StoredKey key, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("id", key.id());
        writeRest(key, to);
        to.writeEndObject();
    }

    private static void writeRest(StoredKey key, JsonGenerator to) throws IOException {
        to.writeStringField("prefix", key.prefix());
        to.writeStringField("name", key.name());
        to.writeStringField("description", key.description());
        to.writeArrayFieldStart("permissions");
        for (Permission permission : key.permissions().stream().sorted().toList()) {
            to.writeString(permission.text());
        }
        to.writeEndArray();
        to.writeStringField("rate_limit_tier", key.tier().word());
        Instant expiry = key.expiresAt();
        to.writeStringField("expires_at", expiry == null ? null : Timestamps.print(expiry));
        to.writeStringField("created_at", Timestamps.print(key.createdAt()));
        to.writeStringField("user_id", key.userId());
    }
}
