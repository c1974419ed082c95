package io.activityledger.timeline.projection;

import java.util.List;

/// A stretch of a feed, oldest first.
///
/// @param seenTo the offset up to which nothing is left out
/// @param more whether something may stand behind it
public record Recorded(List<RecordedRow> rows, long seenTo, boolean more) {

    public Recorded {
        rows = List.copyOf(rows);
    }
}
