package io.activityledger.timeline.projection;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.util.Arrays;

/// Which ordered list of rows is meant: all of a subject, or those of one type?
public final class TimelineList {

    private final byte[] prefix;
    private final byte[] rows;
    private final int hash;

    private TimelineList(byte[] prefix, byte[] rows) {
        this.prefix = prefix;
        this.rows = rows;
        this.hash = Arrays.hashCode(prefix);
    }

    /// Everything that happened to `subject`.
    public static TimelineList of(String workspaceId, Subject subject) {
        return ofKey(TimelineKey.subject(workspaceId, subject));
    }

    /// What happened to `subject` and is of `type`.
    public static TimelineList ofType(String workspaceId, Subject subject, String type) {
        return ofType(TimelineKey.subject(workspaceId, subject), type);
    }

    static TimelineList withoutSubject(String workspaceId, ActivityId id) {
        return ofKey(TimelineKey.withoutSubject(workspaceId, id));
    }

    static TimelineList ofKey(byte[] subject) {
        byte[] prefix = TimelineKey.rows(subject);
        return new TimelineList(prefix, prefix);
    }

    static TimelineList ofType(byte[] subject, String type) {
        return new TimelineList(TimelineKey.types(subject, type), TimelineKey.rows(subject));
    }

    /// Whether its keys carry the rows themselves; else they only name them.
    boolean carriesRows() {
        return prefix[0] == TimelineKey.ROWS;
    }

    /// Those of all of a subject that are of `type`.
    TimelineList ofType(String type) {
        return ofType(subject(), type);
    }

    /// What the keys of all of a subject's lists of types begin with.
    byte[] typesPrefix() {
        return TimelineKey.joined(TimelineKey.TYPES, subject());
    }

    private byte[] subject() {
        return Arrays.copyOfRange(rows, 1, rows.length);
    }

    byte[] prefix() {
        return prefix;
    }

    byte[] key(byte[] suffix) {
        return TimelineKey.joined(prefix, suffix);
    }

    byte[] rowKey(byte[] suffix) {
        return TimelineKey.joined(rows, suffix);
    }

    byte[] suffixOf(byte[] key) {
        return Arrays.copyOfRange(key, prefix.length, key.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimelineList list && Arrays.equals(prefix, list.prefix);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
