package io.activityledger.ingest.reference;

import io.activityledger.dialects.json.Json;
import io.activityledger.dialects.json.JsonParser;
import io.activityledger.dialects.json.JsonReading;
import io.activityledger.schemas.RecordKey;
import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Under which key is a reference found by its email address?
///
/// The key is that of the subject whose id would be the address in lower case: workspace, kind and
/// address, each encoded, so that none can pass for another.
///
/// @param id the reference's own
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
record StoredEmail(byte[] address, String id) {

    private static final String FIELD = "email";

    /// Null where it says no address.
    static @Nullable StoredEmail of(Reference reference) {
        String json = reference.attributesJson();
        if (!json.contains(FIELD)) {
            return null;
        }
        return switch (JsonParser.parseObject(json.getBytes(StandardCharsets.UTF_8))) {
            case JsonReading.Sound(Json.JsonObject(var fields))
                    when fields.get(FIELD) instanceof Json.JsonText(String email)
                            && !email.isBlank() ->
                    new StoredEmail(
                            address(reference.workspaceId(), reference.kind(), email),
                            reference.id());
            case JsonReading.Sound _, JsonReading.Malformed _ -> null;
        };
    }

    static byte[] address(String workspaceId, Subject.Kind kind, String email) {
        var spelled = email.strip().toLowerCase(Locale.ROOT);
        return RecordKey.ofSubject(workspaceId, Subject.named(kind, spelled)).bytes();
    }
}
