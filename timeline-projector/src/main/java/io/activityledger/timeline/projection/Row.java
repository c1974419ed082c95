package io.activityledger.timeline.projection;

import io.activityledger.schemas.ActivityId;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One activity as it stands in a timeline: when, which, its response JSON, ready to be copied out,
/// and behind that the few bytes that the JSON leaves out.
///
/// ```
/// format 1 | length of the JSON, 7 bits a byte | JSON | tail
/// ```
public final class Row {

    /// Leads every stored row; another format is another number.
    static final byte FORMAT = 2;

    private final byte[] suffix;
    private final byte[] stored;
    private final int start;
    private final int end;

    Row(byte[] suffix, byte[] stored) {
        this.suffix = suffix;
        this.stored = stored;
        int length = 0;
        int at = 1;
        for (int shift = 0; stored[at] < 0; shift += 7) {
            length |= (stored[at++] & 0x7F) << shift;
        }
        length |= stored[at] << (7 * (at - 1));
        start = at + 1;
        end = start + length;
    }

    /// A row that an index names is there.
    static byte[] present(byte @Nullable [] stored) {
        if (stored == null) {
            throw new IllegalStateException("an index names a row that is not there");
        }
        return stored;
    }

    byte[] suffix() {
        return suffix;
    }

    public long occurredAtMillis() {
        return TimelineKey.occurredAtMillis(suffix);
    }

    public ActivityId id() {
        return TimelineKey.id(suffix);
    }

    public byte[] json() {
        return Arrays.copyOfRange(stored, start, end);
    }

    public void writeJson(ByteArrayOutputStream to) {
        to.write(stored, start, end - start);
    }

    /// With it, the JSON is the whole activity.
    public byte[] tail() {
        return Arrays.copyOfRange(stored, end, stored.length);
    }

    static byte[] stored(byte[] json, byte[] tail) {
        var row = new ByteArrayOutputStream(1 + 3 + json.length + tail.length);
        row.write(FORMAT);
        int rest = json.length;
        while (rest > 0x7F) {
            row.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        row.write(rest);
        row.writeBytes(json);
        row.writeBytes(tail);
        return row.toByteArray();
    }
}
