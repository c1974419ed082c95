package io.activityledger.standalone.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What does a JSON text say, whoever wrote it? Objects are sorted maps, arrays lists, strings
/// themselves behind a quote, everything else its literal: `1.10` is not `1.1`.
public final class Meaning {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxNestingDepth(500)
                                    .build())
                    .build();

    private Meaning() {}

    /// Empty where it is no JSON; of a key that stands twice, the last counts.
    public static Optional<Object> of(byte[] json) {
        return of(new String(json, UTF_8));
    }

    /// The same for text.
    public static Optional<Object> of(String json) {
        try (JsonParser tokens = FACTORY.createParser(json)) {
            if (tokens.nextToken() == null) {
                return Optional.empty();
            }
            Object value = value(tokens);
            return tokens.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static Object value(JsonParser tokens) throws IOException {
        return switch (tokens.currentToken()) {
            case START_OBJECT -> object(tokens);
            case START_ARRAY -> array(tokens);
            case VALUE_STRING -> '"' + tokens.getText();
            default -> tokens.getText();
        };
    }

    private static Map<String, Object> object(JsonParser tokens) throws IOException {
        Map<String, Object> fields = new TreeMap<>();
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            tokens.nextToken();
            fields.put(name, value(tokens));
        }
        return fields;
    }

    private static List<Object> array(JsonParser tokens) throws IOException {
        List<Object> items = new ArrayList<>();
        while (!tokens.nextToken().isStructEnd()) {
            items.add(value(tokens));
        }
        return items;
    }
}
