package io.activityledger.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// May this text stand in an answer as its metadata? Whatever its size: limits hold for clients,
/// and are kept at their door; any producer may have written it.
final class MetadataText {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                    .build();

    private MetadataText() {}

    /// Whether it is one JSON object and nothing else, or nothing at all.
    static boolean isObject(@Nullable String text) {
        if (text == null) {
            return true;
        }
        try (JsonParser tokens = FACTORY.createParser(text)) {
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
