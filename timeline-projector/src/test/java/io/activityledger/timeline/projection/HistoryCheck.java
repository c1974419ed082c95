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

/// Compares every page of every filter of a store with what the plain model says.
final class HistoryCheck {

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
            same(all, theirs, dice);
            for (String type : History.TYPES) {
                var ofType = TimelineList.ofType(WORKSPACE, Subject.contact(contact), type);
                same(ofType, theirs.and(activity -> type.equals(activity.type())), dice);
            }
        }
    }

    private void same(TimelineList list, Predicate<Activity> filter, SplittableRandom dice) {
        same(list, Span.all(), history.timeline(end, filter), dice);
        for (int i = 0; i < 3; i++) {
            long from = dice.nextBoolean() ? 777_777 : dice.nextLong(-2_100_000, 1_100_000);
            long to = dice.nextBoolean() ? 777_777 : dice.nextLong(from, 1_200_000);
            var within =
                    filter.and(activity -> {
                        long at = activity.occurredAt().toEpochMilli();
                        return from <= at && at <= to;
                    });
            same(list, Span.between(from, to), history.timeline(end, within), dice);
        }
        var until = filter.and(activity -> activity.occurredAt().toEpochMilli() <= 0);
        same(list, Span.between(Long.MIN_VALUE, 0), history.timeline(end, until), dice);
    }

    private void same(
            TimelineList list, Span span, List<Activity> expected, SplittableRandom dice) {
        int size = 1 + dice.nextInt(100);
        List<String> read = new ArrayList<>();
        try (var lease = bench.lease()) {
            assertThat(lease.count(list, span)).isEqualTo(expected.size());
            for (int offset = 0; offset <= expected.size(); offset += size) {
                Slice slice = lease.slice(list, span, offset, size);
                assertThat(slice.total()).isEqualTo(expected.size());
                slice.rows().forEach(row -> read.add(new String(row.json(), UTF_8)));
            }
        }
        assertThat(read)
                .isEqualTo(
                        expected.stream()
                                .map(each -> new String(FakeLedger.json(each), UTF_8))
                                .toList());
    }
}
