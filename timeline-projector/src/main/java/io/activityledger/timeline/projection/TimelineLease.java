package io.activityledger.timeline.projection;

import io.activityledger.schemas.ActivityId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/// The right to read one partition's timelines until closed: rows, pages by rank, counts.
///
/// Each call sees the store at one moment. For one thread; throws [StoreUnreadable] where the
/// database is damaged.
public final class TimelineLease implements AutoCloseable {

    private final Generation generation;
    private boolean closed;

    TimelineLease(Generation generation) {
        this.generation = generation;
    }

    /// How many rows `span` of `list` holds.
    public long count(TimelineList list, Span span) {
        return reading(view -> {
            var ranks = new RankReader(view, list);
            return Math.max(0, endRank(ranks, span) - firstRank(ranks, span));
        });
    }

    /// The rows of `span` from its `offset`-th on, at most `limit`, and how many it holds in all.
    public Slice slice(TimelineList list, Span span, long offset, int limit) {
        return reading(view -> {
            var ranks = new RankReader(view, list);
            long first = firstRank(ranks, span);
            long total = Math.max(0, endRank(ranks, span) - first);
            long wanted = Math.min(limit, total - offset);
            return wanted <= 0
                    ? new Slice(total, List.of())
                    : new Slice(total, rows(view, list, ranks.locate(first + offset), wanted));
        });
    }

    /// What is known under `id`, in any timeline of this partition.
    public Optional<KnownActivity> byId(String workspaceId, ActivityId id) {
        return reading(view -> {
            try (var options = view.readOptions()) {
                return known(view, options, TimelineKey.id(workspaceId, id));
            }
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            generation.release();
        }
    }

    private static Optional<KnownActivity> known(
            Generation.View view, ReadOptions options, byte[] idKey) throws RocksDBException {
        byte[] stored = view.db().get(options, idKey);
        if (stored == null) {
            return Optional.empty();
        }
        RowPointer pointer = RowPointer.parse(stored);
        byte[] row = present(view.db().get(options, pointer.rowKey()));
        return Optional.of(
                new KnownActivity(new Row(suffixAt(pointer.rowKey()), row), pointer.offset()));
    }

    private static long firstRank(RankReader ranks, Span span) throws RocksDBException {
        return span.first().length == 0 ? 0 : ranks.before(span.first());
    }

    private static long endRank(RankReader ranks, Span span) throws RocksDBException {
        byte[] end = span.end();
        return end == null ? ranks.rows() : ranks.before(end);
    }

    private List<Row> rows(
            Generation.View view, TimelineList list, RankReader.Place place, long wanted)
            throws RocksDBException {
        List<byte[]> suffixes = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        byte[] prefix = list.prefix();
        byte[] from = list.key(place.start());
        try (var scan =
                new RangeScan(view.db(), view.readOptions(), from, TimelineKey.after(prefix))) {
            scan.seekToFirst();
            for (long skipped = 0; skipped < place.skip() && scan.valid(); skipped++) {
                scan.next();
            }
            while (suffixes.size() < wanted && scan.valid()) {
                suffixes.add(suffixAt(scan.key()));
                values.add(list.carriesRows() ? scan.value() : new byte[0]);
                scan.next();
            }
        }
        return rows(suffixes, list.carriesRows() ? values : fetched(view, list, suffixes));
    }

    private static List<byte[]> fetched(
            Generation.View view, TimelineList list, List<byte[]> suffixes)
            throws RocksDBException {
        List<byte[]> keys = suffixes.stream().map(list::rowKey).toList();
        try (var options = view.readOptions()) {
            return view.db().multiGetAsList(options, keys);
        }
    }

    private static List<Row> rows(List<byte[]> suffixes, List<byte[]> values) {
        List<Row> rows = new ArrayList<>(suffixes.size());
        for (int i = 0; i < suffixes.size(); i++) {
            rows.add(new Row(suffixes.get(i), present(values.get(i))));
        }
        return rows;
    }

    private static byte[] present(byte[] row) {
        if (row == null) {
            throw new IllegalStateException("an index names a row that is not there");
        }
        return row;
    }

    private static byte[] suffixAt(byte[] key) {
        return Arrays.copyOfRange(key, key.length - TimelineKey.SUFFIX_BYTES, key.length);
    }

    private <T> T reading(Query<T> query) {
        if (closed) {
            throw new IllegalStateException("the lease was given back");
        }
        return Query.answered(generation, query);
    }
}
