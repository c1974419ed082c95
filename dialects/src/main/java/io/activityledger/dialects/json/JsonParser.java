package io.activityledger.dialects.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Is this body one JSON object, and what does it say? Refuses what would be read differently by
/// others: doubled keys, halves of surrogate pairs, NUL, text after the end.
public final class JsonParser {

    /// What the parser says to whoever programs it, and not to whoever sent the body.
    private static final Pattern ADVICE =
            Pattern.compile(" \\(start marker at .*\\)|: enable .* to allow");

    private static final int DEEPEST = 64;
    private static final int DEEPEST_OF_OURS = DEEPEST + 8;
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_SHOWN_KEY = 64;

    private static final JsonFactory FACTORY = factory(DEEPEST);
    private static final JsonFactory FACTORY_OF_OURS = factory(DEEPEST_OF_OURS);

    private JsonParser() {}

    public static JsonReading parseObject(byte[] body) {
        return parseObject(body, FACTORY);
    }

    /// The same for what one of our services wrote, in which what a client sent stands deeper than
    /// in its own body.
    public static JsonReading parseOurs(byte[] body) {
        return parseObject(body, FACTORY_OF_OURS);
    }

    private static JsonFactory factory(int deepest) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(deepest).build())
                .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                .build();
    }

    private static JsonReading parseObject(byte[] body, JsonFactory factory) {
        try (com.fasterxml.jackson.core.JsonParser tokens = factory.createParser(utf8(body))) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                return new JsonReading.Malformed("the body must be a JSON object");
            }
            Json.JsonObject object = object(tokens);
            return tokens.nextToken() == null
                    ? new JsonReading.Sound(object)
                    : new JsonReading.Malformed("text follows the JSON object");
        } catch (Refused refused) {
            return new JsonReading.Malformed(refused.reason);
        } catch (CharacterCodingException notUtf8) {
            return new JsonReading.Malformed("the body is no text in UTF-8");
        } catch (StreamConstraintsException tooMuch) {
            return new JsonReading.Malformed("the body goes too far: " + where(tooMuch));
        } catch (JsonProcessingException broken) {
            return new JsonReading.Malformed("the body is no valid JSON: " + where(broken));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Strictly: a lenient reader would put replacement characters in place of what it cannot read.
    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    /// The parser may quote half of a surrogate pair, which no answer can hold: `?` stands for it.
    private static String where(JsonProcessingException broken) {
        var at = broken.getLocation();
        String told = ADVICE.matcher(broken.getOriginalMessage()).replaceAll("");
        byte[] quotable = told.getBytes(StandardCharsets.UTF_8);
        String reason = new String(quotable, StandardCharsets.UTF_8);
        return at == null
                ? reason
                : "%s (line %d, column %d)".formatted(reason, at.getLineNr(), at.getColumnNr());
    }

    private static Json.JsonObject object(com.fasterxml.jackson.core.JsonParser tokens)
            throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
            String field = clean(name);
            tokens.nextToken();
            if (fields.put(field, value(tokens)) != null) {
                throw new Refused("the key '" + shown(field) + "' stands twice in one object");
            }
        }
        return new Json.JsonObject(Collections.unmodifiableMap(fields));
    }

    private static Json value(com.fasterxml.jackson.core.JsonParser tokens) throws IOException {
        return switch (tokens.currentToken()) {
            case START_OBJECT -> object(tokens);
            case START_ARRAY -> array(tokens);
            case VALUE_STRING -> new Json.JsonText(clean(tokens.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new Json.JsonNumber(bounded(tokens.getText()));
            case VALUE_TRUE -> new Json.JsonBool(true);
            case VALUE_FALSE -> new Json.JsonBool(false);
            case VALUE_NULL -> new Json.JsonNull();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new Refused("the body is no valid JSON");
        };
    }

    private static Json.JsonArray array(com.fasterxml.jackson.core.JsonParser tokens)
            throws IOException {
        List<Json> items = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(tokens));
        }
        return new Json.JsonArray(Collections.unmodifiableList(items));
    }

    /// A key that is told back, cut so that the answer stays short.
    private static String shown(String key) {
        return key.codePointCount(0, key.length()) <= LONGEST_SHOWN_KEY
                ? key
                : key.substring(0, key.offsetByCodePoints(0, LONGEST_SHOWN_KEY)) + "…";
    }

    private static String bounded(String literal) {
        if (literal.length() > LONGEST_NUMBER) {
            throw new Refused("a number has more than " + LONGEST_NUMBER + " digits");
        }
        return literal;
    }

    private static String clean(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == 0) {
                throw new Refused("a string holds NUL (\\u0000)");
            }
            if (Character.isSurrogate(unit)) {
                boolean paired =
                        Character.isHighSurrogate(unit)
                                && at + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(at + 1));
                if (!paired) {
                    throw new Refused("a string holds half of a surrogate pair");
                }
                at++;
            }
        }
        return text;
    }

    /// Sound JSON that is refused all the same; never leaves this class.
    private static final class Refused extends UncheckedIOException {
        private final String reason;

        Refused(String reason) {
            super(reason, new IOException(reason));
            this.reason = reason;
        }
    }
}
