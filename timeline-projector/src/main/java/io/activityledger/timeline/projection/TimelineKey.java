package io.activityledger.timeline.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Subject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Under which bytes does everything stand in a partition's database?
///
/// ```
/// 'r' | subject        | ~occurred_at 8 | ~id 16    the row: response JSON and its tail
/// 't' | subject | type | ~occurred_at 8 | ~id 16    that the row has this type: nothing
/// 'i' | workspace | id 16                           where its row stands: a RowPointer
/// 'l' | subject | id 16                             that a further subject has the row: a LinkOrigin
/// 'c' | list | level | start                        how many rows from here on: a RankNode
/// 'm' | name                                        applied offsets, origins, format
/// 'w' | workspace | offset 8                        where the row of that record stands: a FeedPointer
/// 'k' | subject   | offset 8                        the same of a record of `timeline-links`
///
/// subject = workspace | kind 1 | id                 contact, deal, company
///         = workspace | kind 1 | type | id          any other entity
///         = workspace | 0      | id 16              an activity without subjects
/// list    = a row's or index key without its last 24 bytes (the suffix)
/// ```
///
/// Every text is its length (7 bits a byte, the high bit says more) and its UTF-8 bytes: no
/// separators, which collide. `~` turns the order round, so that the newest row comes first;
/// occurred_at may be negative.
///
/// One column family, one leading table byte: a database then has one memtable, so a flush is
/// atomic over all tables, and a process with many partitions holds few buffers and files.
final class TimelineKey {

    static final int SUFFIX_BYTES = Long.BYTES + 2 * Long.BYTES;

    static final byte ROWS = 'r';
    static final byte TYPES = 't';
    static final byte IDS = 'i';
    static final byte LINKS = 'l';
    static final byte COUNTS = 'c';
    static final byte META = 'm';
    static final byte FEED = 'w';
    static final byte LINK_FEED = 'k';

    private static final byte NO_SUBJECT = 0;

    private TimelineKey() {}

    static byte[] subject(String workspaceId, Subject subject) {
        byte[] workspace = workspaceId.getBytes(UTF_8);
        byte[] id = subject.id().getBytes(UTF_8);
        boolean entity = subject.kind() == Subject.Kind.ENTITY;
        byte[] type = entity ? subject.entityType().getBytes(UTF_8) : new byte[0];
        int size = textSize(workspace) + 1 + (entity ? textSize(type) : 0) + textSize(id);
        ByteBuffer key = ByteBuffer.allocate(size);
        putText(key, workspace);
        key.put(subject.kind().code());
        if (entity) {
            putText(key, type);
        }
        putText(key, id);
        return key.array();
    }

    static byte[] withoutSubject(String workspaceId, ActivityId id) {
        byte[] workspace = workspaceId.getBytes(UTF_8);
        ByteBuffer key = ByteBuffer.allocate(textSize(workspace) + 1 + 16);
        putText(key, workspace);
        key.put(NO_SUBJECT);
        putUuid(key, id.uuid());
        return key.array();
    }

    static byte[] rows(byte[] subject) {
        return joined(ROWS, subject);
    }

    static byte[] types(byte[] subject, String type) {
        byte[] text = type.getBytes(UTF_8);
        ByteBuffer key = ByteBuffer.allocate(1 + subject.length + textSize(text));
        key.put(TYPES).put(subject);
        putText(key, text);
        return key.array();
    }

    static byte[] id(String workspaceId, ActivityId id) {
        byte[] workspace = workspaceId.getBytes(UTF_8);
        ByteBuffer key = ByteBuffer.allocate(1 + textSize(workspace) + 16);
        key.put(IDS);
        putText(key, workspace);
        putUuid(key, id.uuid());
        return key.array();
    }

    /// What all keys of a workspace begin with, in a table whose keys begin with the workspace.
    static byte[] workspace(byte table, String workspaceId) {
        byte[] workspace = workspaceId.getBytes(UTF_8);
        ByteBuffer key = ByteBuffer.allocate(1 + textSize(workspace));
        key.put(table);
        putText(key, workspace);
        return key.array();
    }

    static byte[] offset(byte[] feed, long offset) {
        return ByteBuffer.allocate(feed.length + Long.BYTES).put(feed).putLong(offset).array();
    }

    static long offsetAtEnd(byte[] key) {
        return ByteBuffer.wrap(key, key.length - Long.BYTES, Long.BYTES).getLong();
    }

    /// Who is known to have the row of a further subject: its identity.
    static byte[] link(String workspaceId, Subject subject, ActivityId id) {
        byte[] key = subject(workspaceId, subject);
        ByteBuffer link = ByteBuffer.allocate(1 + key.length + 16).put(LINKS).put(key);
        putUuid(link, id.uuid());
        return link.array();
    }

    static byte[] meta(String name) {
        return joined(META, name.getBytes(UTF_8));
    }

    /// Where in its lists a row stands: newest first, ties by id, the highest first.
    static byte[] suffix(long occurredAtMillis, ActivityId id) {
        UUID uuid = id.uuid();
        return ByteBuffer.allocate(SUFFIX_BYTES)
                .putLong(inverted(occurredAtMillis))
                .putLong(~uuid.getMostSignificantBits())
                .putLong(~uuid.getLeastSignificantBits())
                .array();
    }

    /// The suffix before which stand all rows later than `occurredAtMillis`, and behind which all
    /// others.
    static byte[] notAfter(long occurredAtMillis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(inverted(occurredAtMillis)).array();
    }

    static long occurredAtMillis(byte[] suffix) {
        return inverted(ByteBuffer.wrap(suffix).getLong());
    }

    static ActivityId id(byte[] suffix) {
        ByteBuffer bytes = ByteBuffer.wrap(suffix, Long.BYTES, 16);
        return new ActivityId(new UUID(~bytes.getLong(), ~bytes.getLong()));
    }

    /// The lowest key above all keys that begin with `prefix`; null where there is none.
    static byte @Nullable [] after(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return next;
    }

    static byte[] joined(byte table, byte[] rest) {
        byte[] key = new byte[1 + rest.length];
        key[0] = table;
        System.arraycopy(rest, 0, key, 1, rest.length);
        return key;
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] key = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, key, first.length, second.length);
        return key;
    }

    /// Descending as unsigned bytes, and its own inverse.
    private static long inverted(long millis) {
        return ~(millis ^ Long.MIN_VALUE);
    }

    private static int textSize(byte[] text) {
        int lengthBytes = 1;
        for (int rest = text.length >>> 7; rest != 0; rest >>>= 7) {
            lengthBytes++;
        }
        return lengthBytes + text.length;
    }

    /// The text that was put into `key` at a place.
    static String textAt(byte[] key, int place) {
        int at = place;
        int length = 0;
        for (int shift = 0; key[at] < 0; shift += 7) {
            length |= (key[at++] & 0x7F) << shift;
        }
        length |= key[at] << (7 * (at - place));
        return new String(key, at + 1, length, UTF_8);
    }

    private static void putText(ByteBuffer key, byte[] text) {
        int rest = text.length;
        while (rest > 0x7F) {
            key.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        key.put((byte) rest).put(text);
    }

    private static void putUuid(ByteBuffer key, UUID uuid) {
        key.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
    }
}
