package io.activityledger.timeline.projection;

import java.util.List;

/// What does one record say to the timelines?
sealed interface Folded {

    /// An activity: its row, what its id points at, the lists it is counted in, the first of which
    /// carries the row, and where it stands in the workspace's feed.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Rows(
            byte[] idKey,
            byte[] pointer,
            byte[] rowKey,
            byte[] row,
            byte[] suffix,
            List<TimelineList> lists,
            Feed feed)
            implements Folded {}

    /// Its key in the feed, what stands there, and whom it concerns.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Feed(long offset, byte[] key, byte[] pointer, List<RowScope> scopes) {}

    /// Nothing that a timeline could show.
    record Poison(String reason) implements Folded {}
}
