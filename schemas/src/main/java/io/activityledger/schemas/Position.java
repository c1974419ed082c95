package io.activityledger.schemas;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Where on the `activities` topic does a write stand, and in which further subjects' timelines
/// will it appear? Clients carry it, opaque, in `Ledger-Position`, so that a read can wait for it.
///
/// ```
/// 1 | partition 4 | offset 8
/// 3 | partition 4 | offset 8 | hash of a further subject's record key 4 | …
/// ```
public record Position(int partition, long offset, List<Integer> further) {

    public static final String HEADER = "Ledger-Position";

    /// An activity has no more subjects, and the text no more than 256 characters.
    private static final int MOST_FURTHER = 32;

    private static final byte ALONE = 1;
    private static final byte WITH_FURTHER = 3;
    private static final int BYTES = 1 + Integer.BYTES + Long.BYTES;

    public Position {
        further = List.copyOf(further);
    }

    /// Of a write whose further subjects nobody asked for.
    public Position(int partition, long offset) {
        this(partition, offset, List.of());
    }

    /// The same, with the subjects that `activity`, which stands there, is about.
    public Position of(Activity activity) {
        return new Position(
                partition,
                offset,
                activity.furtherSubjects().stream()
                        .limit(MOST_FURTHER)
                        .map(each -> RecordKey.ofSubject(activity.workspaceId(), each).hash())
                        .toList());
    }

    public String text() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES + further.size() * Integer.BYTES)
                        .put(further.isEmpty() ? ALONE : WITH_FURTHER)
                        .putInt(partition)
                        .putLong(offset);
        further.forEach(bytes::putInt);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// The position that `text` spells; empty where no ledger wrote it.
    public static Optional<Position> parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            int furtherBytes = bytes.remaining() - BYTES;
            if (furtherBytes < 0
                    || furtherBytes % Integer.BYTES != 0
                    || furtherBytes > MOST_FURTHER * Integer.BYTES
                    || bytes.get() != (furtherBytes == 0 ? ALONE : WITH_FURTHER)) {
                return Optional.empty();
            }
            var position = new Position(bytes.getInt(), bytes.getLong(), further(bytes));
            return position.partition < 0 || position.offset < 0
                    ? Optional.empty()
                    : Optional.of(position);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static List<Integer> further(ByteBuffer from) {
        List<Integer> hashes = new ArrayList<>();
        while (from.hasRemaining()) {
            hashes.add(from.getInt());
        }
        return hashes;
    }
}
