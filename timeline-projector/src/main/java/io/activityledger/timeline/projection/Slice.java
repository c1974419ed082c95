package io.activityledger.timeline.projection;

import java.util.List;

/// A stretch of rows in their order, and how many the whole [Span] holds at that same moment.
public record Slice(long total, List<Row> rows) {

    public Slice {
        rows = List.copyOf(rows);
    }
}
