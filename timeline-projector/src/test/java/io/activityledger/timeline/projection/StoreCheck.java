package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.timeline.model.ModelHistory;
import io.activityledger.timeline.model.PlainTimelines;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Compares what no page shows with what the plain model says: the feed, the lanes of live streams,
/// the first offset of each id, and how far origins are linked.
final class StoreCheck {

    private final ModelHistory history;
    private final SplittableRandom dice;

    StoreCheck(ModelHistory history, SplittableRandom dice) {
        this.history = history;
        this.dice = dice;
    }

    void everything(ModelHost host) {
        feed(host);
        origins(host);
        PlainTimelines expected = host.expected();
        try (var lease = host.lease()) {
            expected.recorded()
                    .forEach((offset, activity) ->
                            assertThat(lease.byId(WORKSPACE, activity.id()).orElseThrow().offset())
                                    .isEqualTo(offset));
            for (Subject subject : history.subjects()) {
                var primaries = new Lane(expected, primary(expected.recorded(), subject));
                var copies = new Lane(expected, expected.linkedTo(subject));
                walk(lease, RowScope.ofSubject(WORKSPACE, subject), primaries);
                walk(lease, RowScope.ofLinksTo(WORKSPACE, subject), copies);
            }
        }
    }

    void feed(ModelHost host) {
        PlainTimelines expected = host.expected();
        List<String> wanted = texts(expected, expected.recorded().values());
        int limit = 1 + dice.nextInt(60);
        assertThat(host.feed().forwards(limit, wanted.size())).isEqualTo(wanted);
        assertThat(host.feed().backwards(limit, wanted.size())).isEqualTo(wanted.reversed());
    }

    void origins(ModelHost host) {
        LinkOrigins origins = host.registry().holding(0).origins(0).orElseThrow();
        long highest = host.expected().highestOrigin();
        try {
            if (highest >= 0) {
                assertThat(origins.awaitLinked(0, highest, System.nanoTime()))
                        .isEqualTo(Waited.APPLIED);
            }
            assertThat(origins.awaitLinked(0, highest + 1, System.nanoTime()))
                    .isEqualTo(Waited.TIME_OVER);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /// Stretch by stretch, each going on where the last one ended.
    private void walk(TimelineLease lease, RowScope scope, Lane expected) {
        List<Long> offsets = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        int limit = 1 + dice.nextInt(20);
        int walked = 1 + dice.nextInt(40);
        Recorded stretch = lease.recordedAfter(scope, -1, limit, walked);
        while (true) {
            for (RecordedRow row : stretch.rows()) {
                offsets.add(row.offset());
                rows.add(new String(row.row().json(), UTF_8));
            }
            if (!stretch.more()) {
                break;
            }
            assertThat(offsets).hasSizeLessThanOrEqualTo(expected.rows.size());
            stretch = lease.recordedAfter(scope, stretch.seenTo(), limit, walked);
        }
        assertThat(offsets).isEqualTo(List.copyOf(expected.rows.keySet()));
        assertThat(rows).isEqualTo(texts(expected.model, expected.rows.values()));
    }

    /// By offset, what came to one subject through one topic.
    private record Lane(PlainTimelines model, SortedMap<Long, Activity> rows) {}

    private static SortedMap<Long, Activity> primary(
            SortedMap<Long, Activity> recorded, Subject subject) {
        SortedMap<Long, Activity> theirs = new TreeMap<>(recorded);
        theirs.values()
                .removeIf(
                        it -> it.subjects().stream().findFirst().filter(subject::equals).isEmpty());
        return theirs;
    }

    private static List<String> texts(PlainTimelines model, Iterable<Activity> activities) {
        List<String> texts = new ArrayList<>();
        activities.forEach(each -> texts.add(new String(model.json(each), UTF_8)));
        return texts;
    }
}
