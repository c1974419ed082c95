package io.activityledger.timeline.query;

import io.activityledger.timeline.projection.Span;
import java.util.List;

/// Which page of a timeline, of which rows of it?
///
/// @param page from 1
/// @param types only these; empty for all
/// @param fromMillis first millisecond of interest, [Long#MIN_VALUE] for the beginning
/// @param toMillis last millisecond of interest, [Long#MAX_VALUE] for the end
public record PageQuery(int page, int perPage, List<String> types, long fromMillis, long toMillis) {

    public PageQuery {
        types = List.copyOf(types);
    }

    /// How many rows stand before the page.
    long offset() {
        return (page - 1L) * perPage;
    }

    Span span() {
        return Span.between(fromMillis, toMillis);
    }

    /// Whether rows of the timeline may be left out.
    boolean filters() {
        return !types.isEmpty() || fromMillis != Long.MIN_VALUE || toMillis != Long.MAX_VALUE;
    }
}
