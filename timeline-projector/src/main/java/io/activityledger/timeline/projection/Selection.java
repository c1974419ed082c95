package io.activityledger.timeline.projection;

import java.util.List;

/// Which rows are meant? Those that stand in any of several lists of one subject, no row in two of
/// them, within a span. The lists all carry rows or all name them.
public record Selection(List<TimelineList> lists, Span span) {

    public Selection {
        lists = List.copyOf(lists);
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("rows are selected from at least one list");
        }
    }

    public static Selection of(TimelineList list, Span span) {
        return new Selection(List.of(list), span);
    }
}
