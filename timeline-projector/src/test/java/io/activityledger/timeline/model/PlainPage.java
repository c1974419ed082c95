package io.activityledger.timeline.model;

import io.activityledger.schemas.Activity;
import java.util.ArrayList;
import java.util.List;

/// What must stand on a page, and between which two places it lies.
///
/// @param earlier whether anything counted stands before it
/// @param later whether anything counted stands behind it
record PlainPage(List<Activity> rows, Mark start, Mark end, boolean earlier, boolean later) {

    /// The most rows that are looked at for those that are shown.
    private static final int MOST_WALKED = 1_000;

    /// The page by its number, from 1.
    static PlainPage numbered(List<Activity> counted, Wanted wanted, int perPage, int page) {
        int from = Math.min(counted.size(), (page - 1) * perPage);
        return forwards(counted, wanted, perPage, from, Mark.END);
    }

    static PlainPage after(List<Activity> counted, Wanted wanted, int perPage, Mark mark) {
        return forwards(counted, wanted, perPage, mark.in(counted), mark);
    }

    static PlainPage before(List<Activity> counted, Wanted wanted, int perPage, Mark mark) {
        int until = mark.in(counted);
        int lowest = Math.max(0, until - walked(wanted, perPage));
        List<Activity> rows = new ArrayList<>();
        int from = until;
        while (from > lowest && rows.size() < perPage) {
            Activity row = counted.get(--from);
            if (wanted.shows(row)) {
                rows.addFirst(row);
            }
        }
        return of(counted, rows, from, until, mark);
    }

    private static PlainPage forwards(
            List<Activity> counted, Wanted wanted, int perPage, int from, Mark asked) {
        int highest = Math.min(counted.size(), from + walked(wanted, perPage));
        List<Activity> rows = new ArrayList<>();
        int to = from;
        while (to < highest && rows.size() < perPage) {
            Activity row = counted.get(to++);
            if (wanted.shows(row)) {
                rows.add(row);
            }
        }
        return of(counted, rows, from, to, asked);
    }

    private static int walked(Wanted wanted, int perPage) {
        return wanted.walks() ? MOST_WALKED : perPage;
    }

    private static PlainPage of(
            List<Activity> counted, List<Activity> rows, int from, int to, Mark asked) {
        return new PlainPage(
                rows,
                from < to ? Mark.before(counted.get(from)) : asked,
                from < to ? Mark.after(counted.get(to - 1)) : asked,
                from > 0,
                to < counted.size());
    }
}
