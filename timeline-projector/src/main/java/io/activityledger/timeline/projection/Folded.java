package io.activityledger.timeline.projection;

import java.util.List;

/// What does one record say to the timelines?
sealed interface Folded {

    /// An activity: its row, what its id points at, and the lists it is counted in. The first list
    /// carries the row.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Rows(
            byte[] idKey,
            byte[] pointer,
            byte[] rowKey,
            byte[] row,
            byte[] suffix,
            List<TimelineList> lists)
            implements Folded {}

    /// Nothing that a timeline could show.
    record Poison(String reason) implements Folded {}
}
