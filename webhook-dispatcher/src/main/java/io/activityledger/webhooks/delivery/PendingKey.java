package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.WebhookDelivery;
import java.nio.ByteBuffer;

/// Which bytes stand for what in the pending store? The parts of an endpoint's name have their
/// length before them, so that no two names read the same.
///
/// ```
/// 'p' | lane | webhook-id          the delivery's bytes, as they came
/// 'w' | lane | due | webhook-id    1: its first attempt is due then; in this order they start
/// 'r' | lane | due | webhook-id    a later attempt, and which
/// 's' | lane | webhook-id          which of these counts, where one has been moved: due, attempt, and
///                                  when the latest attempt failed
/// 'd' | lane | webhook-id          when it ended: swallows doubles
/// 'o'                              the highest offset of webhook-deliveries that is in here
/// 'c'                              the highest offset of webhook-commands that has been obeyed
/// 'h' | lane | number              one attempt and its answer; the newest has the highest number
/// 'x' | lane | webhook-id          a dead letter: when, why, and the delivery's bytes
/// 'y' | lane | when | webhook-id   dead letters in order, the newest first
/// 'f' | lane                       since when it has only failed
/// 'g' | lane                       that its endpoint was disabled, and why
/// 'm' | lane                       a recovery that goes on
/// 'v' | lane | offset              a replay, by where its command stands
/// 'q' | lane | length (2) | subject | offset | webhook-id     stands in line behind its subject
///
/// number, when = 8 bytes, counted down from the highest, so that what is newest comes first
/// lane = length (2) | workspace | length (2) | endpoint       due = 8 bytes, big-endian
/// ```
final class PendingKey {

    static final byte ROW = 'p';
    static final byte FIRST_ATTEMPT = 'w';
    static final byte RETRY = 'r';
    static final byte MARKER = 'd';
    static final byte ATTEMPT = 'h';
    static final byte LETTER = 'x';
    static final byte LETTER_ORDER = 'y';
    static final byte QUEUE = 'q';
    static final byte RECOVERY = 'm';
    static final byte REPLAY = 'v';
    private static final byte FAILING = 'f';
    private static final byte DISABLED = 'g';
    private static final byte STATE = 's';
    private static final byte OFFSET = 'o';
    private static final byte COMMANDS = 'c';

    /// More than any byte that follows a lane, and more than the first byte of any length.
    private static final byte BEHIND = (byte) 0xFF;

    private PendingKey() {}

    static byte[] offset() {
        return new byte[] {OFFSET};
    }

    static byte[] commands() {
        return new byte[] {COMMANDS};
    }

    static byte[] attempt(LaneKey lane, long number) {
        return joined(ATTEMPT, lane, countedDown(number, ""));
    }

    /// Of an attempt's key.
    static long numberOf(byte[] attempt) {
        return Long.MAX_VALUE - ByteBuffer.wrap(attempt).getLong(attempt.length - Long.BYTES);
    }

    static byte[] letter(LaneKey lane, String webhookId) {
        return joined(LETTER, lane, webhookId.getBytes(UTF_8));
    }

    static byte[] letterOrder(LaneKey lane, long atMillis, String webhookId) {
        return joined(LETTER_ORDER, lane, countedDown(atMillis, webhookId));
    }

    /// Which dead letter stands there in the order, and since when?
    static Due letterOf(byte[] order) {
        Due due = dueOf(order, 1);
        return due.at(Long.MAX_VALUE - due.atMillis());
    }

    static byte[] queued(LaneKey lane, WebhookDelivery delivery) {
        byte[] id = delivery.webhookId().getBytes(UTF_8);
        byte[] place = queueOf(lane, delivery.subjectKey(), delivery.originOffset());
        return ByteBuffer.allocate(place.length + id.length).put(place).put(id).array();
    }

    /// Before all who stand there in the subject's line.
    static byte[] queueOf(LaneKey lane, String subject, long offset) {
        byte[] name = part(subject);
        byte[] rest =
                ByteBuffer.allocate(Short.BYTES + name.length + Long.BYTES)
                        .putShort((short) name.length)
                        .put(name)
                        .putLong(Math.max(0, offset))
                        .array();
        return joined(QUEUE, lane, rest);
    }

    static SubjectQueueStore.Place placeOf(byte[] queued) {
        var bytes = ByteBuffer.wrap(queued, 1, queued.length - 1);
        skip(bytes);
        skip(bytes);
        String subject = text(bytes, bytes.getShort());
        long offset = bytes.getLong();
        return new SubjectQueueStore.Place(subject, offset, text(bytes, bytes.remaining()));
    }

    static byte[] recovery(LaneKey lane) {
        return joined(RECOVERY, lane, new byte[0]);
    }

    static byte[] replay(LaneKey lane, long offset) {
        return joined(
                REPLAY, lane, ByteBuffer.allocate(Long.BYTES).putLong(Math.max(0, offset)).array());
    }

    static byte[] failing(LaneKey lane) {
        return joined(FAILING, lane, new byte[0]);
    }

    static byte[] disabled(LaneKey lane) {
        return joined(DISABLED, lane, new byte[0]);
    }

    static byte[] row(LaneKey lane, String webhookId) {
        return joined(ROW, lane, webhookId.getBytes(UTF_8));
    }

    static byte[] state(LaneKey lane, String webhookId) {
        return joined(STATE, lane, webhookId.getBytes(UTF_8));
    }

    static byte[] marker(LaneKey lane, String webhookId) {
        return joined(MARKER, lane, webhookId.getBytes(UTF_8));
    }

    static byte[] waiting(LaneKey lane, Due due) {
        return waiting(waiting(due.isFirst()), lane, due);
    }

    static byte[] waiting(byte kind, LaneKey lane, Due due) {
        byte[] id = due.webhookId().getBytes(UTF_8);
        byte[] rest =
                ByteBuffer.allocate(Long.BYTES + id.length)
                        .putLong(Math.max(0, due.atMillis()))
                        .put(id)
                        .array();
        return joined(kind, lane, rest);
    }

    /// Of which kind is what waits for its first attempt, or for a later one?
    static byte waiting(boolean first) {
        return first ? FIRST_ATTEMPT : RETRY;
    }

    /// Before all of the lane's keys of that kind.
    static byte[] before(byte kind, LaneKey lane) {
        return joined(kind, lane, new byte[0]);
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

    static Due dueOf(byte[] waiting, int attempt) {
        var bytes = ByteBuffer.wrap(waiting, 1, waiting.length - 1);
        skip(bytes);
        skip(bytes);
        long at = bytes.getLong();
        return new Due(at, text(bytes, bytes.remaining()), attempt);
    }

    private static byte[] countedDown(long number, String id) {
        byte[] bytes = id.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(Long.MAX_VALUE - number)
                .put(bytes)
                .array();
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
