package io.activityledger.timeline.query;

import io.activityledger.dialects.json.JsonWriter;
import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.dialects.leadlex.LeadLexView;
import io.activityledger.dialects.leadlex.LeadLexView.PageMeta;
import io.activityledger.dialects.nodestash.NodestashView;
import io.activityledger.dialects.reevo.ReevoView;
import io.activityledger.schemas.Activity;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import io.activityledger.timeline.projection.Row;
import io.activityledger.timeline.projection.Slice;
import io.activityledger.timeline.query.PageQuery.Order;
import io.activityledger.timeline.query.Question.Look;
import java.util.ArrayList;
import java.util.List;

/// What of the rows that were read makes a page, and where does one go from it?
///
/// ```
/// rows that were read    . . x . x x . . .      x is wanted
/// the page, forwards     |---------|            as soon as it is full
/// prev ◀─ Until(start)   |         | From(end) ─▶ next
/// ```
final class TimelinePage {

    /// The most rows that one request reads to find those that are wanted.
    static final int MOST_WALKED = 1_000;

    private final Question.Timeline question;
    private final Slice slice;
    private final List<Row> wanted = new ArrayList<>();
    private int from;
    private int to;

    private TimelinePage(Question.Timeline question, Slice slice) {
        this.question = question;
        this.slice = slice;
        this.to = slice.rows().size();
    }

    /// How many rows to read for a page.
    static int rowsFor(PageQuery query) {
        return query.filter().walks() ? MOST_WALKED : query.perPage();
    }

    /// The page that `slice` holds, read where `question` asks for it.
    static TimelinePage of(Question.Timeline question, Slice slice) {
        var page = new TimelinePage(question, slice);
        if (!question.query().filter().walks()) {
            page.wanted.addAll(slice.rows());
        } else if (question.query().place() instanceof Place.Until) {
            page.walkBackwards();
        } else {
            page.walkForwards();
        }
        return page;
    }

    Reply.Found answer(PageCursors cursors, Reply.Freshness freshness) {
        Paging paging = paging(cursors);
        return new Reply.Found(body(paging), freshness, paging);
    }

    private void walkForwards() {
        List<Row> rows = slice.rows();
        for (to = 0; to < rows.size() && !isFull(); to++) {
            if (isWanted(rows.get(to))) {
                wanted.add(rows.get(to));
            }
        }
    }

    private void walkBackwards() {
        List<Row> rows = slice.rows();
        for (from = rows.size(); from > 0 && !isFull(); from--) {
            if (isWanted(rows.get(from - 1))) {
                wanted.addFirst(rows.get(from - 1));
            }
        }
    }

    private boolean isFull() {
        return wanted.size() == question.query().perPage();
    }

    private boolean isWanted(Row row) {
        return question.query().filter().condition().test(whole(row));
    }

    private Activity whole(Row row) {
        return LeadLexTail.whole(question.workspaceId(), row.json(), row.tail());
    }

    private Paging paging(PageCursors cursors) {
        boolean more = slice.before() + to < slice.total();
        boolean fewer = slice.before() + from > 0;
        String later = more ? cursors.sealed(new Place.From(end()), question) : "";
        String earlier = fewer ? cursors.sealed(new Place.Until(start()), question) : "";
        long total = question.query().filter().walks() ? Paging.UNKNOWN : slice.total();
        return switch (question.query().order()) {
            case NEWEST_FIRST -> new Paging(total, later, earlier);
            case OLDEST_FIRST -> new Paging(total, earlier, later);
        };
    }

    private Boundary start() {
        List<Row> rows = slice.rows();
        return from < rows.size() ? Boundary.before(rows.get(from)) : asked();
    }

    private Boundary end() {
        return to > 0 ? Boundary.after(slice.rows().get(to - 1)) : asked();
    }

    /// Where an empty page stands.
    private Boundary asked() {
        return switch (question.query().place()) {
            case Place.Nth _ -> Boundary.END;
            case Place.From(Boundary boundary) -> boundary;
            case Place.Until(Boundary boundary) -> boundary;
        };
    }

    private byte[] body(Paging paging) {
        PageQuery query = question.query();
        List<Row> rows = query.order() == Order.NEWEST_FIRST ? wanted : wanted.reversed();
        List<byte[]> activities = rows.stream().map(this::activity).toList();
        return question.look() == Look.LEADLEX
                ? LeadLexView.page(activities, meta(paging))
                : JsonWriter.array(activities);
    }

    private byte[] activity(Row row) {
        return switch (question.look()) {
            case LEADLEX -> row.json();
            case NODESTASH -> NodestashView.activity(whole(row));
            case REEVO -> ReevoView.activity(whole(row));
        };
    }

    private PageMeta meta(Paging paging) {
        PageQuery query = question.query();
        long page =
                query.place() instanceof Place.Nth(long offset)
                        ? offset / query.perPage() + 1
                        : PageMeta.NONE;
        return new PageMeta(page, query.perPage(), paging.total(), paging.next(), paging.prev());
    }
}
