package io.activityledger.timeline.model;

import io.activityledger.schemas.Activity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place between two rows, which stays where it is while rows come in.
///
/// @param row where there is none, one of the two ends is meant
record Mark(@Nullable Activity row, boolean behind) {

    static final Mark START = new Mark(null, false);
    static final Mark END = new Mark(null, true);

    static Mark before(Activity row) {
        return new Mark(row, false);
    }

    static Mark after(Activity row) {
        return new Mark(row, true);
    }

    /// How many of `rows` stand before it.
    int in(List<Activity> rows) {
        if (row == null) {
            return behind ? rows.size() : 0;
        }
        return (int) rows.stream().filter(this::isBehind).count();
    }

    private boolean isBehind(Activity other) {
        int order = PlainTimelines.NEWEST_FIRST.compare(other, row);
        return order < 0 || (behind && order == 0);
    }
}
