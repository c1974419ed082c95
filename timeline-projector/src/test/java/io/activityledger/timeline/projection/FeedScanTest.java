package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static io.activityledger.timeline.projection.FakeLedger.about;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FeedScanTest {

    private static final RowScope ALL = RowScope.ofWorkspace(WORKSPACE);
    private static final RowScope ADA = RowScope.ofSubject(WORKSPACE, Subject.contact("ada"));
    private static final int LENGTH = 700;

    @TempDir Path directory;
    private final long seed = Seeds.some(1).findFirst().orElseThrow();
    private StoreBench bench;
    private History history;

    @BeforeEach
    void open() {
        bench = new StoreBench(directory).opened();
        history = new History(bench.ledger, seed, LENGTH);
        var dice = new SplittableRandom(seed);
        for (int from = 0; from < LENGTH; ) {
            int to = Math.min(LENGTH, from + 1 + dice.nextInt(40));
            bench.restore(history.records(from, to));
            from = to;
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatWasRecordedIsReadOnceAndInTheLogsOrderWhateverTheStretches() {
        for (String contact : History.CONTACTS) {
            // Given
            var scope = RowScope.ofSubject(WORKSPACE, Subject.contact(contact));
            var expected = history.recorded(LENGTH, each -> contact.equals(each.contactId()));

            for (int limit : List.of(1, 7, 1_000)) {
                // When
                Map<Long, String> read = readAfter(scope, -1, limit, 3 * limit);

                // Then
                assertThat(read).as("seed %d", seed).isEqualTo(texts(expected));
            }
        }
        assertThat(readAfter(ALL, -1, 10, 10))
                .isEqualTo(texts(history.recorded(LENGTH, _ -> true)));
    }

    @Test
    void aFeedGoesOnBehindAnyOffset() {
        // Given
        var all = history.recorded(LENGTH, _ -> true);

        for (long offset : List.of(0L, 1L, 350L, LENGTH - 2L, LENGTH + 5L, Long.MAX_VALUE)) {
            // When
            Map<Long, String> read = readAfter(ALL, offset, 10, 10);

            // Then
            var rest =
                    offset == Long.MAX_VALUE
                            ? Collections.<Long, Activity>emptySortedMap()
                            : all.tailMap(offset + 1);
            assertThat(read).as("seed %d", seed).isEqualTo(texts(rest));
        }
    }

    @Test
    void theNewestComeFirstWhenReadBackwards() {
        // Given
        var all = history.recorded(LENGTH, _ -> true);
        List<Long> backwards = new ArrayList<>(all.keySet()).reversed();

        // When
        List<Long> read = new ArrayList<>();
        try (var lease = bench.lease()) {
            long upTo = LENGTH;
            List<RecordedRow> rows = lease.recordedUpTo(ALL, upTo, 9);
            while (!rows.isEmpty()) {
                rows.forEach(row -> read.add(row.offset()));
                rows = lease.recordedUpTo(ALL, rows.getLast().offset() - 1, 9);
            }
        }

        // Then
        assertThat(read).as("seed %d", seed).isEqualTo(backwards);
    }

    @Test
    void anotherWorkspaceHasNothing() {
        // Given
        var other = RowScope.ofWorkspace(WORKSPACE + "w");

        // When
        Map<Long, String> read = readAfter(other, -1, 10, 10);

        // Then
        assertThat(read).isEmpty();
    }

    @Test
    void whoWatchesIsToldTheLowestOffsetOfWhatItWatchesAndNothingElse() {
        // Given
        active();
        var woken = new ArrayList<String>();
        var handle = bench.handle();
        Watch ada = handle.watch(ADA, () -> woken.add("ada")).orElseThrow();
        Watch all = handle.watch(ALL, () -> woken.add("all")).orElseThrow();
        Activity note = about("bob", "note", 5, 10_001);

        // When
        bench.restore(
                List.of(
                        bench.ledger.record(LENGTH, note),
                        bench.ledger.record(LENGTH + 1, about("ada", "note", 5, 10_002)),
                        bench.ledger.record(LENGTH + 2, about("ada", "note", 5, 10_003)),
                        bench.ledger.record(LENGTH + 3, FakeLedger.again(note, "again"))));

        // Then
        assertThat(woken).containsExactlyInAnyOrder("ada", "all");
        assertThat(ada.take()).isEqualTo(LENGTH + 1);
        assertThat(all.take()).isEqualTo(LENGTH);
        assertThat(ada.take()).isEqualTo(Watch.NOTHING);
        all.close();
        bench.restore(List.of(bench.ledger.record(LENGTH + 4, about("bob", "note", 5, 10_004))));
        assertThat(woken).hasSize(2);
    }

    @Test
    void whoWatchesIsToldWhenThePartitionGoesAway() {
        // Given
        active();
        var handle = bench.handle();
        List<String> woken = new ArrayList<>();
        Watch watch = handle.watch(ADA, () -> woken.add("ada")).orElseThrow();

        // When
        bench.store.deactivate();

        // Then
        assertThat(woken).containsExactly("ada");
        assertThat(watch.over()).isTrue();
        assertThat(handle.watch(ADA, () -> {})).isEmpty();
    }

    private void active() {
        bench.store.activate();
    }

    private Map<Long, String> readAfter(RowScope scope, long offset, int limit, int walked) {
        Map<Long, String> read = new LinkedHashMap<>();
        try (var lease = bench.lease()) {
            Recorded stretch = lease.recordedAfter(scope, offset, limit, walked);
            add(stretch, read);
            while (stretch.more()) {
                stretch = lease.recordedAfter(scope, stretch.seenTo(), limit, walked);
                add(stretch, read);
            }
        }
        return read;
    }

    private static void add(Recorded stretch, Map<Long, String> read) {
        for (RecordedRow row : stretch.rows()) {
            assertThat(row.offset()).isLessThanOrEqualTo(stretch.seenTo());
            assertThat(read.put(row.offset(), new String(row.row().json(), UTF_8))).isNull();
        }
    }

    private static Map<Long, String> texts(SortedMap<Long, Activity> activities) {
        Map<Long, String> texts = new LinkedHashMap<>();
        activities.forEach(
                (offset, each) -> texts.put(offset, new String(FakeLedger.json(each), UTF_8)));
        return texts;
    }
}
