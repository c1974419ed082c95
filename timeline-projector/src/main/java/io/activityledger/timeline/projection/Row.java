package io.activityledger.timeline.projection;

import io.activityledger.schemas.ActivityId;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// One activity as it stands in a timeline: when, which, and its response JSON, ready to be copied
/// out.
public final class Row {

    /// Leads every stored row; another format is another number.
    static final byte FORMAT = 1;

    private final byte[] suffix;
    private final byte[] stored;

    Row(byte[] suffix, byte[] stored) {
        this.suffix = suffix;
        this.stored = stored;
    }

    public long occurredAtMillis() {
        return TimelineKey.occurredAtMillis(suffix);
    }

    public ActivityId id() {
        return TimelineKey.id(suffix);
    }

    public byte[] json() {
        return Arrays.copyOfRange(stored, 1, stored.length);
    }

    public void writeJson(ByteArrayOutputStream to) {
        to.write(stored, 1, stored.length - 1);
    }

    static byte[] stored(byte[] json) {
        return TimelineKey.joined(FORMAT, json);
    }
}
