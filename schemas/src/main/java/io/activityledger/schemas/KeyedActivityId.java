package io.activityledger.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// What is an activity called that was sent under an idempotency key? A UUID of version 8 that
/// whoever is sent it again makes again.
///
/// ```
/// SHA-256( workspace, key, code of the primary subject's kind, its type, its id )
///            texts with their length in 4 bytes before them; without a subject the code is 0
/// the first 16 bytes, but for version, variant and, where there is a subject, the slot of its key
/// ```
///
/// Never change it: the ids stand on the log.
public final class KeyedActivityId {

    private static final byte NO_SUBJECT = 0;
    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION = 0x8000L;
    private static final long VARIANT = 1L << 63;
    private static final long LOW_62 = (1L << 62) - 1;
    private static final long SLOT = 0xFFFF;

    private KeyedActivityId() {}

    /// `subjects` are the activity's; the first is primary.
    public static ActivityId of(String workspaceId, String key, List<Subject> subjects) {
        return subjects.isEmpty()
                ? id(workspaceId, key)
                : id(workspaceId, key, subjects.getFirst());
    }

    private static ActivityId id(String workspaceId, String key) {
        MessageDigest hash = begun(workspaceId, key);
        hash.update(NO_SUBJECT);
        ByteBuffer digest = ByteBuffer.wrap(hash.digest());
        return id(digest.getLong(), digest.getLong());
    }

    private static ActivityId id(String workspaceId, String key, Subject primary) {
        MessageDigest hash = begun(workspaceId, key);
        hash.update(primary.kind().code());
        add(primary.entityType(), hash);
        add(primary.id(), hash);
        ByteBuffer digest = ByteBuffer.wrap(hash.digest());
        long slot = RecordKey.ofSubject(workspaceId, primary).slot();
        return id(digest.getLong(), (digest.getLong() & ~SLOT) | slot);
    }

    private static ActivityId id(long high, long low) {
        return new ActivityId(new UUID((high & ~VERSION_BITS) | VERSION, (low & LOW_62) | VARIANT));
    }

    private static MessageDigest begun(String workspaceId, String key) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            add(workspaceId, hash);
            add(key, hash);
            return hash;
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JDK has no SHA-256", missing);
        }
    }

    private static void add(String text, MessageDigest to) {
        byte[] bytes = text.getBytes(UTF_8);
        to.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        to.update(bytes);
    }
}
