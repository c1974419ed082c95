package io.activityledger.schemas;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/// How do our types stand in Avro's binary form? The unions here are always `["null", type]`.
final class AvroFields {

    private AvroFields() {}

    static void writeInstant(Encoder to, Instant value) throws IOException {
        to.writeLong(value.toEpochMilli());
    }

    static Instant readInstant(Decoder from) throws IOException {
        return Instant.ofEpochMilli(from.readLong());
    }

    static void writeOptional(Encoder to, @Nullable String value) throws IOException {
        if (value == null) {
            to.writeIndex(0);
            to.writeNull();
        } else {
            to.writeIndex(1);
            to.writeString(value);
        }
    }

    static @Nullable String readOptional(Decoder from) throws IOException {
        if (from.readIndex() == 0) {
            from.readNull();
            return null;
        }
        return from.readString();
    }

    static void writeOptional(Encoder to, @Nullable Integer value) throws IOException {
        if (value == null) {
            to.writeIndex(0);
            to.writeNull();
        } else {
            to.writeIndex(1);
            to.writeInt(value);
        }
    }

    static @Nullable Integer readOptionalInt(Decoder from) throws IOException {
        if (from.readIndex() == 0) {
            from.readNull();
            return null;
        }
        return from.readInt();
    }

    static void writeOptional(Encoder to, @Nullable Instant value) throws IOException {
        if (value == null) {
            to.writeIndex(0);
            to.writeNull();
        } else {
            to.writeIndex(1);
            writeInstant(to, value);
        }
    }

    static @Nullable Instant readOptionalInstant(Decoder from) throws IOException {
        if (from.readIndex() == 0) {
            from.readNull();
            return null;
        }
        return readInstant(from);
    }

    static void writeTexts(Encoder to, Collection<String> values) throws IOException {
        to.writeArrayStart();
        to.setItemCount(values.size());
        for (String value : values) {
            to.startItem();
            to.writeString(value);
        }
        to.writeArrayEnd();
    }

    static List<String> readTexts(Decoder from) throws IOException {
        List<String> values = new ArrayList<>();
        for (long left = from.readArrayStart(); left > 0; left = from.arrayNext()) {
            for (; left > 0; left--) {
                values.add(from.readString());
            }
        }
        return values;
    }

    static void writeMap(Encoder to, Map<String, String> values) throws IOException {
        to.writeMapStart();
        to.setItemCount(values.size());
        for (var entry : values.entrySet()) {
            to.startItem();
            to.writeString(entry.getKey());
            to.writeString(entry.getValue());
        }
        to.writeMapEnd();
    }

    static Map<String, String> readMap(Decoder from) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (long left = from.readMapStart(); left > 0; left = from.mapNext()) {
            for (; left > 0; left--) {
                values.put(from.readString(), from.readString());
            }
        }
        return values;
    }
}
