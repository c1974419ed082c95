package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/// Reads stretches of a [Selection] as it stands at one moment.
final class SelectionReader implements AutoCloseable {

    private final Generation.View view;
    private final byte[] start;
    private final RankUnion union;
    private final long first;
    private final long end;

    SelectionReader(Generation.View view, Selection selection) throws RocksDBException {
        this.view = view;
        this.start = selection.span().first();
        this.union = new RankUnion(view, selection.lists());
        byte[] bound = selection.span().end();
        this.first = union.before(start);
        this.end = Math.max(first, bound == null ? union.rows() : union.before(bound));
    }

    long total() {
        return end - first;
    }

    Slice slice(Place place, int limit) throws RocksDBException {
        return switch (place) {
            case Place.Nth(long offset) -> {
                long from = Math.min(end, first + offset);
                yield slice(from, Math.min(limit, end - from));
            }
            case Place.From(Boundary boundary) -> {
                long from = rank(boundary);
                yield slice(from, Math.min(limit, end - from));
            }
            case Place.Until(Boundary boundary) -> {
                long until = rank(boundary);
                long from = Math.max(first, until - limit);
                yield slice(from, until - from);
            }
        };
    }

    @Override
    public void close() {
        union.close();
    }

    private long rank(Boundary boundary) throws RocksDBException {
        return Math.clamp(union.before(boundary.suffix()), first, end);
    }

    private Slice slice(long from, long rows) throws RocksDBException {
        if (rows == 0) {
            return new Slice(total(), from - first, List.of());
        }
        if (from == first) {
            union.seek(start);
        } else {
            union.seek(from);
        }
        return new Slice(total(), from - first, rows(rows));
    }

    private List<Row> rows(long wanted) throws RocksDBException {
        List<byte[]> suffixes = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        while (suffixes.size() < wanted) {
            RankReader head = union.head();
            byte[] suffix = head.suffix();
            if (suffix.length == 0) {
                throw new IllegalStateException("a list counts more than it holds");
            }
            suffixes.add(suffix);
            if (head.list().carriesRows()) {
                values.add(head.value());
            } else {
                keys.add(head.list().rowKey(suffix));
            }
            head.next();
        }
        return rows(suffixes, keys.isEmpty() ? values : fetched(keys));
    }

    private List<byte[]> fetched(List<byte[]> keys) throws RocksDBException {
        try (var options = view.readOptions()) {
            return view.db().multiGetAsList(options, keys);
        }
    }

    private static List<Row> rows(List<byte[]> suffixes, List<byte[]> values) {
        List<Row> rows = new ArrayList<>(suffixes.size());
        for (int at = 0; at < suffixes.size(); at++) {
            rows.add(new Row(suffixes.get(at), Row.present(values.get(at))));
        }
        return rows;
    }
}
