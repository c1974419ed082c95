package io.activityledger.dialects.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How does a tree, or an answer, become compact JSON text?
public final class JsonWriter {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();
    private static final int TYPICAL_BYTES = 512;

    private JsonWriter() {}

    /// Compact text with the tree's key order and number literals.
    public static String compact(Json value) {
        return new String(bytes(to -> write(value, to)), StandardCharsets.UTF_8);
    }

    /// The UTF-8 bytes of what `content` writes.
    public static byte[] bytes(Content content) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            content.write(generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static void write(Json value, JsonGenerator to) throws IOException {
        switch (value) {
            case Json.JsonText(String text) -> to.writeString(text);
            case Json.JsonNumber(String literal) -> to.writeNumber(literal);
            case Json.JsonBool(boolean bool) -> to.writeBoolean(bool);
            case Json.JsonNull() -> to.writeNull();
            case Json.JsonArray(var items) -> {
                to.writeStartArray();
                for (Json item : items) {
                    write(item, to);
                }
                to.writeEndArray();
            }
            case Json.JsonObject(var fields) -> {
                to.writeStartObject();
                for (var field : fields.entrySet()) {
                    to.writeFieldName(field.getKey());
                    write(field.getValue(), to);
                }
                to.writeEndObject();
            }
        }
    }

    /// A field that always stands, null where there is nothing.
    public static void writeText(String name, @Nullable String value, JsonGenerator to)
            throws IOException {
        if (value == null) {
            to.writeNullField(name);
        } else {
            to.writeStringField(name, value);
        }
    }

    /// A field with an array of strings.
    public static void writeTexts(String name, List<String> values, JsonGenerator to)
            throws IOException {
        to.writeArrayFieldStart(name);
        for (String value : values) {
            to.writeString(value);
        }
        to.writeEndArray();
    }

    /// An array of values that stand as JSON already.
    public static byte[] array(List<byte[]> values) {
        int size = values.stream().mapToInt(value -> value.length + 1).sum();
        var array = new ByteArrayOutputStream(size + 2);
        array.write('[');
        for (int at = 0; at < values.size(); at++) {
            if (at > 0) {
                array.write(',');
            }
            array.writeBytes(values.get(at));
        }
        array.write(']');
        return array.toByteArray();
    }

    /// Something that writes itself as JSON.
    public interface Content {
        void write(JsonGenerator to) throws IOException;
    }
}
