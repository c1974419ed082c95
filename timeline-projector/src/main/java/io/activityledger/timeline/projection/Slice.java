package io.activityledger.timeline.projection;

import java.util.List;

/// A stretch of rows in their order, how many the whole [Selection] holds at that same moment, and
/// how many of these stand before the stretch.
public record Slice(long total, long before, List<Row> rows) {

    public Slice {
        rows = List.copyOf(rows);
    }

    /// How many rows follow the stretch.
    public long after() {
        return total - before - rows.size();
    }
}
