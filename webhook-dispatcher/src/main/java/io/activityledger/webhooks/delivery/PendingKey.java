package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// Which bytes stand for what in the pending store? The parts of an endpoint's name have their
/// length before them, so that no two names read the same.
///
/// ```
/// 'p' | lane | webhook-id          the delivery's bytes, as they came
/// 'w' | lane | due | webhook-id    the attempt that is due then: in this order they start
/// 'd' | lane | webhook-id          when it ended: swallows doubles
/// 'o'                              the highest offset of webhook-deliveries that is in here
///
/// lane = length (2) | workspace | length (2) | endpoint       due = 8 bytes, big-endian
/// ```
final class PendingKey {

    static final byte ROW = 'p';
    static final byte WAITING = 'w';
    static final byte MARKER = 'd';
    private static final byte OFFSET = 'o';

    /// More than any byte that follows a lane, and more than the first byte of any length.
    private static final byte BEHIND = (byte) 0xFF;

    private PendingKey() {}

    static byte[] offset() {
        return new byte[] {OFFSET};
    }

    static byte[] row(LaneKey lane, String webhookId) {
        return joined(ROW, lane, webhookId.getBytes(UTF_8));
    }

    static byte[] marker(LaneKey lane, String webhookId) {
        return joined(MARKER, lane, webhookId.getBytes(UTF_8));
    }

    static byte[] waiting(LaneKey lane, Due due) {
        byte[] id = due.webhookId().getBytes(UTF_8);
        byte[] rest =
                ByteBuffer.allocate(Long.BYTES + id.length)
                        .putLong(Math.max(0, due.atMillis()))
                        .put(id)
                        .array();
        return joined(WAITING, lane, rest);
    }

    /// Behind all of the lane's keys of that kind.
    static byte[] behind(byte kind, LaneKey lane) {
        return joined(kind, lane, new byte[] {BEHIND});
    }

    /// Before all keys of that kind.
    static byte[] first(byte kind) {
        return new byte[] {kind};
    }

    /// Behind all keys of that kind.
    static byte[] last(byte kind) {
        return new byte[] {kind, BEHIND};
    }

    static LaneKey laneOf(byte[] key) {
        var bytes = ByteBuffer.wrap(key, 1, key.length - 1);
        return new LaneKey(text(bytes, bytes.getShort()), text(bytes, bytes.getShort()));
    }

    static Due dueOf(byte[] waiting) {
        var bytes = ByteBuffer.wrap(waiting, 1, waiting.length - 1);
        skip(bytes);
        skip(bytes);
        long at = bytes.getLong();
        return new Due(at, text(bytes, bytes.remaining()));
    }

    private static byte[] joined(byte kind, LaneKey lane, byte[] rest) {
        byte[] workspace = part(lane.workspaceId());
        byte[] endpoint = part(lane.endpointId());
        int lengths = 2 * Short.BYTES;
        return ByteBuffer.allocate(1 + lengths + workspace.length + endpoint.length + rest.length)
                .put(kind)
                .putShort((short) workspace.length)
                .put(workspace)
                .putShort((short) endpoint.length)
                .put(endpoint)
                .put(rest)
                .array();
    }

    private static byte[] part(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a name of " + bytes.length + " bytes");
        }
        return bytes;
    }

    private static String text(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static void skip(ByteBuffer bytes) {
        int length = bytes.getShort();
        bytes.position(bytes.position() + length);
    }
}
