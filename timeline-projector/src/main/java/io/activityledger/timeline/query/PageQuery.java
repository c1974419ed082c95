package io.activityledger.timeline.query;

import io.activityledger.timeline.projection.Place;
import java.util.List;

/// Which page of a timeline, of which rows of it?
public record PageQuery(Place place, int perPage, Order order, Filter filter) {

    /// Which end of a timeline comes first.
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /// The page by its number, from 1, newest first.
    public PageQuery(int page, int perPage, List<String> types, long fromMillis, long toMillis) {
        this(
                nth(page, perPage),
                perPage,
                Order.NEWEST_FIRST,
                new Filter(types, fromMillis, toMillis, Condition.NONE));
    }

    static Place nth(int page, int perPage) {
        return new Place.Nth((page - 1L) * perPage);
    }
}
