package io.activityledger.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/// How is JSON read that stands on the log already? Whatever its size and depth: limits hold for
/// clients, and are kept at their door.
public final class RecordedJson {

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

    private RecordedJson() {}

    /// Its tokens, from before the first.
    public static JsonParser tokens(String text) throws IOException {
        return FACTORY.createParser(text);
    }
}
