package io.activityledger.audit;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.ActivityId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What is kept of a sound record until all are read. Its bytes sort by id, then by place, so that
/// the first record of an id comes first.
///
/// ```
/// id | partition | offset | occurred_at | fingerprint | hash of the idempotency key, or 0 | timelines
/// ```
record LogEntry(
        ActivityId id,
        int partition,
        long offset,
        long occurredAtMillis,
        long fingerprint,
        long keyHash,
        List<TimelineName> timelines) {

    private static final long NO_KEY = 0;

    /// No record's.
    static final LogEntry NONE =
            new LogEntry(new ActivityId(new UUID(0, 0)), -1, -1, 0, 0, NO_KEY, List.of());

    static LogEntry of(LogRecord record, Activity activity) {
        return new LogEntry(
                activity.id(),
                record.partition(),
                record.offset(),
                activity.occurredAt().toEpochMilli(),
                record.fingerprint(),
                keyHash(activity),
                timelines(activity));
    }

    /// All it stands in, its primary subject's first.
    private static List<TimelineName> timelines(Activity activity) {
        String workspace = activity.workspaceId();
        List<TimelineName> names =
                activity.subjects().stream()
                        .map(subject -> TimelineName.of(workspace, subject))
                        .toList();
        return names.isEmpty()
                ? List.of(TimelineName.ofActivityAlone(workspace, activity.id()))
                : names;
    }

    private static long keyHash(Activity activity) {
        String key = activity.idempotencyKey();
        return key == null ? NO_KEY : Fingerprint.of(key) | 1;
    }

    /// Whether a second record of the id may stand on the log: what was sent again under its key,
    /// or the same bytes once more.
    boolean mayRepeat(LogEntry first) {
        boolean sameKey = keyHash != NO_KEY && keyHash == first.keyHash;
        return timelines.getFirst().equals(first.timelines.getFirst())
                && (sameKey || fingerprint == first.fingerprint);
    }

    byte[] bytes() {
        var to = new ByteArrayOutputStream();
        Entries.add(id, to);
        Entries.add(partition, to);
        Entries.add(offset, to);
        Entries.add(occurredAtMillis, to);
        Entries.add(fingerprint, to);
        Entries.add(keyHash, to);
        Entries.add(timelines.size(), to);
        timelines.forEach(name -> to.writeBytes(name.bytes()));
        return to.toByteArray();
    }

    static LogEntry read(byte[] bytes) {
        var from = ByteBuffer.wrap(bytes);
        ActivityId id = Entries.id(from);
        int partition = from.getInt();
        long offset = from.getLong();
        long occurredAt = from.getLong();
        long fingerprint = from.getLong();
        long keyHash = from.getLong();
        int count = from.getInt();
        List<TimelineName> timelines = new ArrayList<>(count);
        for (int at = 0; at < count; at++) {
            timelines.add(TimelineName.read(from));
        }
        return new LogEntry(id, partition, offset, occurredAt, fingerprint, keyHash, timelines);
    }

    String place() {
        return "partition " + partition + ", offset " + offset;
    }
}
