package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// Counts a subject's timeline as it stands at one moment, without reading it: totals stand in the
/// roots of [RankIndex], and a span is the ranks of its two ends.
///
/// ```
/// starts    s0        s1        s2        s3
///           |  3 rows |  0 rows |  9 rows |        two equal ranks: nothing lies between
/// before    40        37        37        28       newest first: later starts stand further ahead
/// ```
final class TallyReader {

    /// How many types are counted: a type of its own for each activity must not make a summary
    /// long.
    static final int MOST_TYPES = 100;

    private static final Comparator<Tally.OfType> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(Tally.OfType::total)
                    .reversed()
                    .thenComparing(Tally.OfType::type);

    private final Generation.View view;
    private final TimelineList list;

    TallyReader(Generation.View view, TimelineList list) {
        this.view = view;
        this.list = list;
    }

    /// @param starts the first milliseconds of spans that follow on each other, and of what follows
    ///   the last
    Tally read(long[] starts) throws RocksDBException {
        try (var ranks = new RankReader(view, list)) {
            long[] before = new long[starts.length];
            count(ranks, starts, before);
            List<Long> spans = new ArrayList<>(starts.length - 1);
            for (int at = 1; at < starts.length; at++) {
                spans.add(before[at - 1] - before[at]);
            }
            List<Tally.OfType> types = types();
            boolean more = types.size() > MOST_TYPES;
            List<Tally.OfType> counted = more ? types.subList(0, MOST_TYPES) : types;
            return new Tally(
                    ranks.rows(),
                    counted.stream().sorted(MOST_FREQUENT_FIRST).toList(),
                    more,
                    outermost(Side.EARLIEST),
                    outermost(Side.LATEST),
                    spans);
        }
    }

    private static void count(RankReader ranks, long[] starts, long[] before)
            throws RocksDBException {
        int last = starts.length - 1;
        before[0] = rank(ranks, starts[0]);
        before[last] = rank(ranks, starts[last]);
        between(ranks, starts, before, 0, last);
    }

    /// Fills in what lies between two ranks that are known; where they are equal without looking.
    private static void between(RankReader ranks, long[] starts, long[] before, int low, int high)
            throws RocksDBException {
        if (high - low < 2) {
            return;
        }
        if (before[low] == before[high]) {
            Arrays.fill(before, low + 1, high, before[low]);
            return;
        }
        int middle = (low + high) >>> 1;
        before[middle] = rank(ranks, starts[middle]);
        between(ranks, starts, before, low, middle);
        between(ranks, starts, before, middle, high);
    }

    /// How many rows are not earlier than `startMillis`.
    private static long rank(RankReader ranks, long startMillis) throws RocksDBException {
        return ranks.before(TimelineKey.notAfter(startMillis - 1));
    }

    /// As many types as are counted and one more, by seeking from one's keys over them to the
    /// next's.
    private List<Tally.OfType> types() throws RocksDBException {
        List<Tally.OfType> types = new ArrayList<>();
        byte[] prefix = list.typesPrefix();
        try (var scan = RangeScan.ofPrefix(view.db(), view.readOptions(), prefix)) {
            scan.seekToFirst();
            while (scan.valid() && types.size() <= MOST_TYPES) {
                String type = TimelineKey.textAt(scan.key(), prefix.length);
                TimelineList ofType = list.ofType(type);
                types.add(new Tally.OfType(type, rows(ofType)));
                byte[] behind = TimelineKey.after(ofType.prefix());
                if (behind == null) {
                    break;
                }
                scan.seek(behind);
            }
        }
        return types;
    }

    private long rows(TimelineList ofType) throws RocksDBException {
        try (var ranks = new RankReader(view, ofType)) {
            return ranks.rows();
        }
    }

    private enum Side {
        EARLIEST,
        LATEST
    }

    private @Nullable Long outermost(Side side) throws RocksDBException {
        try (var scan = RangeScan.ofPrefix(view.db(), view.readOptions(), list.prefix())) {
            switch (side) {
                case EARLIEST -> scan.seekToLast();
                case LATEST -> scan.seekToFirst();
            }
            return scan.valid()
                    ? TimelineKey.occurredAtMillis(TimelineLease.suffixAt(scan.key()))
                    : null;
        }
    }
}
