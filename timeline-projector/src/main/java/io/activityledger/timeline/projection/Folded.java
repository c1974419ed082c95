package io.activityledger.timeline.projection;

import io.activityledger.schemas.PoisonKind;
import java.util.List;

/// What does one record say to the timelines?
sealed interface Folded {

    /// An activity: what stands in its primary subject's timeline, and where it stands in the
    /// workspace's feed.
    record Recorded(Rows rows, Feed feed) implements Folded {}

    /// What stands in one timeline: the row, under which key it is known and what stands there, and
    /// the lists it is counted in, the first of which carries the row.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Rows(
            byte[] idKey,
            byte[] pointer,
            byte[] rowKey,
            byte[] row,
            byte[] suffix,
            List<TimelineList> lists) {}

    /// Its key in the feed, what stands there, and whom it concerns.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Feed(long offset, byte[] key, byte[] pointer, List<RowScope> scopes) {}

    /// Nothing that a timeline could show.
    record Poison(PoisonKind kind, String reason) implements Folded {}
}
