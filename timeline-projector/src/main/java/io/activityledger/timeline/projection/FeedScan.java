package io.activityledger.timeline.projection;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/// What was recorded of a scope, by offset? Walks the pointers of its workspace and fetches only
/// the rows that are asked for.
final class FeedScan {

    private final Generation.View view;
    private final RowScope scope;

    FeedScan(Generation.View view, RowScope scope) {
        this.view = view;
        this.scope = scope;
    }

    private record Found(long offset, FeedPointer pointer) {}

    Recorded after(long offset, int limit, int walked) throws RocksDBException {
        List<Found> found = new ArrayList<>();
        long seenTo = offset;
        boolean more;
        byte[] end = TimelineKey.after(scope.feed());
        try (var scan =
                new RangeScan(view.db(), view.readOptions(), scope.feedKeyAfter(offset), end)) {
            scan.seekToFirst();
            for (int left = walked; left > 0 && found.size() < limit && scan.valid(); left--) {
                seenTo = collect(scan, found);
                scan.next();
            }
            more = scan.valid();
        }
        return new Recorded(fetched(found), seenTo, more);
    }

    List<RecordedRow> upTo(long offset, int limit) throws RocksDBException {
        List<Found> found = new ArrayList<>();
        try (var scan =
                new RangeScan(
                        view.db(), view.readOptions(), scope.feed(), scope.feedKeyAfter(offset))) {
            for (scan.seekToLast(); found.size() < limit && scan.valid(); scan.prev()) {
                collect(scan, found);
            }
        }
        return fetched(found);
    }

    private long collect(RangeScan scan, List<Found> found) {
        long offset = TimelineKey.offsetAtEnd(scan.key());
        FeedPointer pointer = FeedPointer.parse(scan.value());
        if (scope.holds(pointer.rowKey())) {
            found.add(new Found(offset, pointer));
        }
        return offset;
    }

    private List<RecordedRow> fetched(List<Found> found) throws RocksDBException {
        if (found.isEmpty()) {
            return List.of();
        }
        List<byte[]> keys = found.stream().map(each -> each.pointer().rowKey()).toList();
        List<RecordedRow> rows = new ArrayList<>(found.size());
        try (var options = view.readOptions()) {
            List<byte[]> values = view.db().multiGetAsList(options, keys);
            for (int at = 0; at < values.size(); at++) {
                Found each = found.get(at);
                byte[] suffix = TimelineLease.suffixAt(keys.get(at));
                var row = new Row(suffix, Row.present(values.get(at)));
                rows.add(new RecordedRow(each.offset(), each.pointer().recordedAtMillis(), row));
            }
        }
        return rows;
    }
}
