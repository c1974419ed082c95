package io.activityledger.timeline.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Positions;
import io.activityledger.timeline.consistency.Consistency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Pages of a feed whose partitions grow while they are read, seed by seed.
class FeedPageTest {

    private static final int PARTITIONS = 4;
    private static final int SEEDS = 300;
    private static final int WALKED = 7;

    @Test
    void whoReadsOnFromEachAnswerSeesEverythingOnceHoweverLateItComes() {
        seeds().forEach(seed -> {
            // Given
            var log = new Log(seed);
            List<String> seen = new ArrayList<>();

            // When
            FeedFrom from = new FeedFrom.After(new Positions(new TreeMap<>()));
            boolean more = true;
            for (int round = 0; round < 40 || more; round++) {
                if (round < 40) {
                    log.grow(5);
                }
                FeedPage page = log.page(from, 1 + log.dice.nextInt(9));
                page.activities().forEach(each -> seen.add(new String(each, UTF_8)));
                from = new FeedFrom.After(page.after());
                more = page.more();
            }

            // Then
            assertThat(seen).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(log.all());
            assertThat(seen.stream().filter(each -> each.startsWith("0-")))
                    .as("seed %d", seed)
                    .isSortedAccordingTo(Comparator.comparingLong(Log::offset));
        });
    }

    @Test
    void whoReadsBackFromTheNewestSeesAllThatStoodThenOnceAndWhatCameSinceBehindTheFirstPage() {
        seeds().forEach(seed -> {
            // Given
            var log = new Log(seed);
            log.grow(60);
            List<String> stood = log.all();
            List<String> back = new ArrayList<>();

            // When
            FeedPage first = log.page(new FeedFrom.Newest(), 7);
            FeedPage page = first;
            first.activities().forEach(each -> back.add(new String(each, UTF_8)));
            while (page.more()) {
                log.grow(2);
                page = log.page(new FeedFrom.Before(page.before()), 7);
                page.activities().forEach(each -> back.add(new String(each, UTF_8)));
            }
            log.grow(1);
            FeedPage since = log.page(new FeedFrom.After(first.after()), 1_000);

            // Then
            assertThat(back).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(stood);
            List<String> came = new ArrayList<>(log.all());
            came.removeAll(stood);
            assertThat(since.activities().stream().map(each -> new String(each, UTF_8)))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(came);
            assertThat(since.before()).isEqualTo(first.after());
        });
    }

    @Test
    void allThatIsWantedComesOnceAndInItsOrderThoughAPageLooksAtFewRows() {
        seeds().forEach(seed -> {
            for (boolean newestFirst : List.of(true, false)) {
                // Given
                var log = new Log(seed);
                log.growAsTimeGoesBy(120);
                int rare = 1 + log.dice.nextInt(12);
                Predicate<FeedItem> wanted = item -> item.recordedAtMillis() % rare == 0;
                FeedFrom from =
                        newestFirst
                                ? new FeedFrom.Newest()
                                : new FeedFrom.After(new Positions(new TreeMap<>()));

                // When
                List<String> seen = new ArrayList<>();
                boolean more = true;
                for (int pages = 0; more; pages++) {
                    assertThat(pages).as("seed %d ends", seed).isLessThan(200);
                    FeedPage page = log.sieved(from, 4, wanted);
                    page.activities().forEach(each -> seen.add(new String(each, UTF_8)));
                    from =
                            newestFirst
                                    ? new FeedFrom.Before(page.before())
                                    : new FeedFrom.After(page.after());
                    more = page.more();
                }

                // Then
                assertThat(seen)
                        .as("seed %d, newest first %b", seed, newestFirst)
                        .containsExactlyElementsOf(log.inOrder(newestFirst, wanted));
            }
        });
    }

    @Test
    void thePagesRowsGoByTheTimeOfRecordingWhereThePartitionsAllow() {
        // Given
        var early = new FeedPart(0, 9, false, List.of(item(3, 100), item(9, 300)));
        var late = new FeedPart(1, 4, true, List.of(item(2, 200), item(4, 400)));
        var query = query(new FeedFrom.After(new Positions(new TreeMap<>())), 3);

        // When
        FeedPage page = FeedPage.of(query, List.of(late, early));

        // Then
        assertThat(page.activities().stream().map(each -> new String(each, UTF_8)))
                .containsExactly("100", "200", "300");
        assertThat(page.more()).isTrue();
        assertThat(page.stale()).isTrue();
        assertThat(page.after().highest()).containsEntry(0, 9L).containsEntry(1, 2L);
    }

    private static FeedItem item(long offset, long recordedAt) {
        return new FeedItem(offset, recordedAt, Long.toString(recordedAt).getBytes(UTF_8));
    }

    private static FeedQuery query(FeedFrom from, int limit) {
        return new FeedQuery("w", from, limit, new Consistency.Eventual());
    }

    private static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null
                ? new SplittableRandom(20261121).longs(SEEDS)
                : LongStream.of(Long.parseLong(given));
    }

    /// Partitions that grow, each with other workspaces' records between ours.
    private static final class Log {

        private final SplittableRandom dice;
        private final List<List<FeedItem>> partitions = new ArrayList<>();
        private final long[] applied = new long[PARTITIONS];

        Log(long seed) {
            dice = new SplittableRandom(seed);
            for (int each = 0; each < PARTITIONS; each++) {
                partitions.add(new ArrayList<>());
                applied[each] = -1;
            }
        }

        void grow(int rows) {
            for (int row = 0; row < rows; row++) {
                int partition = dice.nextInt(PARTITIONS);
                long offset = applied[partition] + 1 + dice.nextInt(3);
                applied[partition] = offset;
                String text = partition + "-" + offset;
                partitions
                        .get(partition)
                        .add(new FeedItem(offset, dice.nextInt(50), text.getBytes(UTF_8)));
            }
        }

        /// No two at a time.
        void growAsTimeGoesBy(int rows) {
            for (int row = 0; row < rows; row++) {
                int partition = dice.nextInt(PARTITIONS);
                long offset = applied[partition] + 1 + dice.nextInt(3);
                applied[partition] = offset;
                String text = partition + "-" + offset;
                partitions.get(partition).add(new FeedItem(offset, row, text.getBytes(UTF_8)));
            }
        }

        /// A page for which of each partition only so many rows are looked at.
        FeedPage sieved(FeedFrom from, int limit, Predicate<FeedItem> wanted) {
            List<FeedPart> parts = new ArrayList<>();
            for (int each = 0; each < PARTITIONS; each++) {
                List<FeedItem> walked = rows(query(from, WALKED), each);
                List<FeedItem> items = walked.stream().filter(wanted).limit(limit + 1).toList();
                Horizon horizon =
                        walked.size() < WALKED || items.size() > limit
                                ? new Horizon.None()
                                : new Horizon.At(
                                        walked.getLast().offset(),
                                        walked.getLast().recordedAtMillis());
                parts.add(new FeedPart(each, applied[each], false, items, horizon));
            }
            return FeedPage.of(query(from, limit), parts);
        }

        List<String> inOrder(boolean newestFirst, Predicate<FeedItem> wanted) {
            Comparator<FeedItem> order = Comparator.comparingLong(FeedItem::recordedAtMillis);
            return partitions.stream()
                    .flatMap(List::stream)
                    .filter(wanted)
                    .sorted(newestFirst ? order.reversed() : order)
                    .map(each -> new String(each.json(), UTF_8))
                    .toList();
        }

        FeedPage page(FeedFrom from, int limit) {
            FeedQuery query = query(from, limit);
            List<FeedPart> parts = new ArrayList<>();
            for (int each = 0; each < PARTITIONS; each++) {
                List<FeedItem> rows = rows(query.andOneMore(), each);
                parts.add(new FeedPart(each, applied[each], false, rows));
            }
            return FeedPage.of(query, parts);
        }

        private List<FeedItem> rows(FeedQuery query, int partition) {
            List<FeedItem> all = partitions.get(partition);
            return switch (query.from()) {
                case FeedFrom.Newest() -> all.reversed().stream().limit(query.limit()).toList();
                case FeedFrom.Before(Positions boundary) ->
                        all.reversed().stream()
                                .filter(each -> each.offset() <= boundary.offsetIn(partition))
                                .limit(query.limit())
                                .toList();
                case FeedFrom.After(Positions boundary) ->
                        all.stream()
                                .filter(each -> each.offset() > boundary.offsetIn(partition))
                                .limit(query.limit())
                                .toList();
            };
        }

        List<String> all() {
            return partitions.stream()
                    .flatMap(List::stream)
                    .map(each -> new String(each.json(), UTF_8))
                    .toList();
        }

        static long offset(String text) {
            return Long.parseLong(text.substring(text.indexOf('-') + 1));
        }
    }
}
