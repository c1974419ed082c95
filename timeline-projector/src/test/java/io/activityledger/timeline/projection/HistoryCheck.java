package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Compares every page of every filter of a store with what the plain model says: by number, and by
/// cursors in both directions.
final class HistoryCheck {

    private static final List<List<String>> UNIONS =
            List.of(
                    List.of("call", "note"),
                    List.of("rare", "call"),
                    List.of("note", "never", "rare"),
                    List.of("rare", "note", "call"));

    private final StoreBench bench;
    private final History history;
    private final long end;

    HistoryCheck(StoreBench bench, History history, long end) {
        this.bench = bench;
        this.history = history;
        this.end = end;
    }

    void everyPage(SplittableRandom dice) {
        for (String contact : History.CONTACTS) {
            Predicate<Activity> theirs = activity -> contact.equals(activity.contactId());
            var all = TimelineList.of(WORKSPACE, Subject.contact(contact));
            same(List.of(all), theirs, dice);
            for (String type : History.TYPES) {
                ofTypes(contact, List.of(type), dice);
            }
            ofTypes(contact, UNIONS.get(dice.nextInt(UNIONS.size())), dice);
        }
    }

    private void ofTypes(String contact, List<String> types, SplittableRandom dice) {
        var lists =
                types.stream()
                        .map(type -> TimelineList.ofType(WORKSPACE, Subject.contact(contact), type))
                        .toList();
        same(
                lists,
                activity -> contact.equals(activity.contactId()) && types.contains(activity.type()),
                dice);
    }

    private void same(List<TimelineList> lists, Predicate<Activity> filter, SplittableRandom dice) {
        same(new Selection(lists, Span.all()), history.timeline(end, filter), dice);
        for (int i = 0; i < 3; i++) {
            long from = dice.nextBoolean() ? 777_777 : dice.nextLong(-2_100_000, 1_100_000);
            long to = dice.nextBoolean() ? 777_777 : dice.nextLong(from, 1_200_000);
            var within =
                    filter.and(activity -> {
                        long at = activity.occurredAt().toEpochMilli();
                        return from <= at && at <= to;
                    });
            var span = Span.between(from, to);
            same(new Selection(lists, span), history.timeline(end, within), dice);
        }
        var until = filter.and(activity -> activity.occurredAt().toEpochMilli() <= 0);
        var span = Span.between(Long.MIN_VALUE, 0);
        same(new Selection(lists, span), history.timeline(end, until), dice);
    }

    private void same(Selection selection, List<Activity> expected, SplittableRandom dice) {
        int size = 1 + dice.nextInt(100);
        List<String> rows =
                expected.stream().map(each -> new String(FakeLedger.json(each), UTF_8)).toList();
        try (var lease = bench.lease()) {
            assertThat(lease.count(selection)).isEqualTo(rows.size());
            assertThat(byNumber(lease, selection, size, rows.size())).isEqualTo(rows);
            assertThat(forwards(lease, selection, size, rows.size())).isEqualTo(rows);
            assertThat(backwards(lease, selection, size, rows.size())).isEqualTo(rows);
        }
    }

    private static List<String> byNumber(
            TimelineLease lease, Selection selection, int size, int total) {
        List<String> read = new ArrayList<>();
        for (int offset = 0; offset <= total; offset += size) {
            Slice slice = lease.slice(selection, new Place.Nth(offset), size);
            assertThat(slice.total()).isEqualTo(total);
            assertThat(slice.before()).isEqualTo(offset);
            read.addAll(texts(slice));
        }
        return read;
    }

    private static List<String> forwards(
            TimelineLease lease, Selection selection, int size, int total) {
        List<String> read = new ArrayList<>();
        Slice slice = lease.slice(selection, new Place.From(Boundary.START), size);
        read.addAll(texts(slice));
        while (slice.after() > 0) {
            var next = new Place.From(Boundary.after(slice.rows().getLast()));
            slice = lease.slice(selection, next, size);
            assertThat(slice.total()).isEqualTo(total);
            assertThat(slice.before()).isEqualTo(read.size());
            read.addAll(texts(slice));
        }
        return read;
    }

    private static List<String> backwards(
            TimelineLease lease, Selection selection, int size, int total) {
        List<String> read = new ArrayList<>();
        Slice slice = lease.slice(selection, new Place.Until(Boundary.END), size);
        read.addAll(texts(slice));
        while (slice.before() > 0) {
            var before = new Place.Until(Boundary.before(slice.rows().getFirst()));
            slice = lease.slice(selection, before, size);
            assertThat(slice.total()).isEqualTo(total);
            assertThat(slice.after()).isEqualTo(read.size());
            read.addAll(0, texts(slice));
        }
        return read;
    }

    private static List<String> texts(Slice slice) {
        return slice.rows().stream().map(row -> new String(row.json(), UTF_8)).toList();
    }
}
