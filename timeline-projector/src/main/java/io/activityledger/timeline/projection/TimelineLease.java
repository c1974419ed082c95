package io.activityledger.timeline.projection;

import io.activityledger.schemas.ActivityId;
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
        return count(Selection.of(list, span));
    }

    public long count(Selection selection) {
        return reading(view -> {
            try (var reader = new SelectionReader(view, selection)) {
                return reader.total();
            }
        });
    }

    /// What `list`, all of a subject, comes to, and how many of its rows lie in each of the spans
    /// between two of `starts`, in ascending milliseconds.
    public Tally tally(TimelineList list, long[] starts) {
        return reading(view -> new TallyReader(view, list).read(starts));
    }

    /// The rows of `span` from its `offset`-th on, at most `limit`, and how many it holds in all.
    public Slice slice(TimelineList list, Span span, long offset, int limit) {
        return slice(Selection.of(list, span), new Place.Nth(offset), limit);
    }

    /// The rows at `place`, at most `limit`, and how many there are in all.
    public Slice slice(Selection selection, Place place, int limit) {
        return reading(view -> {
            try (var reader = new SelectionReader(view, selection)) {
                return reader.slice(place, limit);
            }
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

    /// What was recorded of `scope` behind `offset`, oldest first: at most `limit` rows, of which
    /// at most so many records of the workspace are looked at as `walked` allows.
    public Recorded recordedAfter(RowScope scope, long offset, int limit, int walked) {
        return reading(view -> new FeedScan(view, scope).after(offset, limit, walked));
    }

    /// What was recorded of the workspace up to `offset`, newest first, at most `limit` rows.
    public List<RecordedRow> recordedUpTo(RowScope workspace, long offset, int limit) {
        return reading(view -> new FeedScan(view, workspace).upTo(offset, limit));
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
        byte[] row = Row.present(view.db().get(options, pointer.rowKey()));
        return Optional.of(
                new KnownActivity(new Row(suffixAt(pointer.rowKey()), row), pointer.offset()));
    }

    static byte[] suffixAt(byte[] key) {
        return Arrays.copyOfRange(key, key.length - TimelineKey.SUFFIX_BYTES, key.length);
    }

    private <T> T reading(Query<T> query) {
        if (closed) {
            throw new IllegalStateException("the lease was given back");
        }
        return Query.answered(generation, query);
    }
}
