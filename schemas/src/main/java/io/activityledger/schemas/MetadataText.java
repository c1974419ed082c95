package io.activityledger.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// May this text stand in an answer as its metadata? Whatever its size: limits hold for clients,
/// and are kept at their door; any producer may have written it.
final class MetadataText {

    private MetadataText() {}

    /// Whether it is one JSON object and nothing else, or nothing at all.
    static boolean isObject(@Nullable String text) {
        if (text == null) {
            return true;
        }
        try (JsonParser tokens = RecordedJson.tokens(text)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            tokens.skipChildren();
            return tokens.currentToken() == JsonToken.END_OBJECT && tokens.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }
}
