package io.activityledger.timeline.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Subject;
import java.util.Arrays;

/// Whose rows are meant: a whole workspace's, or one subject's?
public final class RowScope {

    private final byte[] feed;
    private final byte[] rows;
    private final int hash;

    private RowScope(byte[] feed, byte[] rows) {
        this.feed = feed;
        this.rows = rows;
        this.hash = Arrays.hashCode(rows);
    }

    public static RowScope ofWorkspace(String workspaceId) {
        return new RowScope(
                feedOf(workspaceId), TimelineKey.workspace(TimelineKey.ROWS, workspaceId));
    }

    public static RowScope ofSubject(String workspaceId, Subject subject) {
        return new RowScope(
                feedOf(workspaceId), TimelineKey.rows(TimelineKey.subject(workspaceId, subject)));
    }

    /// The subject's as a further one: what `timeline-links` brought.
    public static RowScope ofLinksTo(String workspaceId, Subject subject) {
        byte[] key = TimelineKey.subject(workspaceId, subject);
        return new RowScope(TimelineKey.joined(TimelineKey.LINK_FEED, key), TimelineKey.rows(key));
    }

    private static byte[] feedOf(String workspaceId) {
        return TimelineKey.workspace(TimelineKey.FEED, workspaceId);
    }

    /// What the keys of the feed that it stands in begin with.
    byte[] feed() {
        return feed;
    }

    byte[] feedKey(long offset) {
        return TimelineKey.offset(feed, offset);
    }

    /// The first key behind that of `offset`.
    byte[] feedKeyAfter(long offset) {
        return TimelineKey.offset(feed, Math.min(offset, Long.MAX_VALUE - 1) + 1);
    }

    /// Whether a row with this key is meant.
    boolean holds(byte[] rowKey) {
        return rowKey.length >= rows.length
                && Arrays.equals(rowKey, 0, rows.length, rows, 0, rows.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowScope scope
                && Arrays.equals(rows, scope.rows)
                && Arrays.equals(feed, scope.feed);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(rows, UTF_8);
    }
}
