package io.activityledger.dialects.leadlex;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.RecordedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What stands in an activity object that [LeadLexView] wrote?
///
/// Takes what that writes, whatever it is: limits hold for clients, and are kept at their door.
record LeadLexFields(
        Map<String, String> texts, Map<String, List<String>> lists, @Nullable String metadata) {

    private static final String METADATA = "metadata";

    static LeadLexFields parse(byte[] json) {
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        String metadata = null;
        var text = new String(json, UTF_8);
        try (JsonParser tokens = RecordedJson.tokens(text)) {
            tokens.nextToken();
            for (String name = tokens.nextFieldName();
                    name != null;
                    name = tokens.nextFieldName()) {
                JsonToken value = tokens.nextToken();
                if (name.equals(METADATA)) {
                    metadata = raw(text, tokens);
                } else if (value == JsonToken.START_ARRAY) {
                    lists.put(name, list(tokens));
                } else if (value == JsonToken.VALUE_STRING) {
                    texts.put(name, tokens.getText());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("this is no activity object", broken);
        }
        return new LeadLexFields(texts, lists, metadata);
    }

    /// A value word for word: no literal is read and written again.
    private static @Nullable String raw(String text, JsonParser tokens) throws IOException {
        if (tokens.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        int start = (int) tokens.currentTokenLocation().getCharOffset();
        tokens.skipChildren();
        tokens.finishToken();
        int end = (int) tokens.currentLocation().getCharOffset();
        return text.substring(start, end);
    }

    private static List<String> list(JsonParser tokens) throws IOException {
        List<String> items = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            items.add(tokens.getText());
        }
        return items;
    }

    @Nullable String text(String name) {
        return texts.get(name);
    }

    String required(String name) {
        return Objects.requireNonNull(texts.get(name), name);
    }

    List<String> texts(String name) {
        return lists.getOrDefault(name, List.of());
    }

    ActivityId id() {
        return ActivityId.parse(required("id")).orElseThrow();
    }

    Instant occurredAt() {
        return Instant.parse(required("created_date"));
    }

    /// Those the view tells, or else just the one it names.
    List<String> contacts() {
        List<String> told = texts("contact_ids");
        return told.isEmpty() ? usualContacts(text("contact_id")) : told;
    }

    static List<String> usualContacts(@Nullable String contactId) {
        return contactId == null ? List.of() : List.of(contactId);
    }
}
