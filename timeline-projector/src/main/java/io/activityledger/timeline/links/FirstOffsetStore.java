package io.activityledger.timeline.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.Activity;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;

/// Which record of an id came first? Remembered of activities with an idempotency key only: no
/// other can stand on the log twice.
///
/// ```
/// id 16 | workspace  →  offset 8
/// ```
///
/// Belongs to the stream thread of its task; its changelog is a topic.
final class FirstOffsetStore {

    static final String NAME = "first-offsets";

    private final KeyValueStore<byte[], byte[]> rows;

    FirstOffsetStore(KeyValueStore<byte[], byte[]> rows) {
        this.rows = rows;
    }

    /// Whether the activity stands at no earlier offset: remembered from now on.
    boolean isFirst(Activity activity, long offset) {
        if (activity.idempotencyKey() == null) {
            return true;
        }
        byte[] key = key(activity);
        byte[] known = rows.get(key);
        if (known == null) {
            rows.put(key, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
            return true;
        }
        return ByteBuffer.wrap(known).getLong() == offset;
    }

    private static byte[] key(Activity activity) {
        UUID id = activity.id().uuid();
        byte[] workspace = activity.workspaceId().getBytes(UTF_8);
        return ByteBuffer.allocate(2 * Long.BYTES + workspace.length)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(workspace)
                .array();
    }
}
