package io.activityledger.webhooks.matching;

import io.activityledger.schemas.ActivityId;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;

/// What must matching remember of its partition? Two things, in one store whose changelog is a
/// topic:
///
/// ```
/// 'i' | activity id (16 bytes) → the first offset at which the id stands; keyed activities only
/// 'c'                          → the highest offset that an earlier group commit has covered
/// ```
///
/// The first offsets are kept for as long as the log: a key may be used again at any time, and a
/// record that is appended again after years must not be told of again. They cost 25 bytes per
/// keyed activity, a small part of what its row in a timeline does.
///
/// Belongs to the stream thread of its task.
final class MatchedStore {

    static final String NAME = "matched";

    private static final byte FIRST = 'i';
    private static final byte[] COVERED = {'c'};
    private static final long NONE = -1;

    private final KeyValueStore<byte[], byte[]> rows;
    private long covered;

    MatchedStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
        byte[] known = rows.get(COVERED);
        this.covered = known == null ? NONE : number(known);
    }

    /// Whether a record that stands there has been matched, and that for good.
    boolean covers(long offset) {
        return offset <= covered;
    }

    void cover(long offset) {
        if (offset > covered) {
            rows.put(COVERED, bytes(offset));
            covered = offset;
        }
    }

    /// Whether the id stands at no earlier offset: remembered from now on.
    boolean isFirst(ActivityId id, long offset) {
        byte[] key = firstKey(id.uuid());
        byte[] known = rows.get(key);
        if (known == null) {
            rows.put(key, bytes(offset));
            return true;
        }
        return number(known) == offset;
    }

    private static byte[] firstKey(UUID id) {
        return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(FIRST)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] bytes(long offset) {
        return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
