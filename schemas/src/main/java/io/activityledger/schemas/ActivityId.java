package io.activityledger.schemas;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// Which activity is it, and on which partition does it live? A UUID, version 7 or 8, whose low 16
/// bits are the slot of its record key.
///
/// ```
///  48 bits       4   12 bits          2   46 bits    16 bits
/// | unix ms    | 7 | counter        | 2 | random   | slot |     version 7: minted
/// | hash       | 8 | hash           | 2 | hash     | slot |     version 8: made from an idempotency key
/// ```
///
/// Three spellings, all lossless: `act_<uuid>`, the bare uuid, and `act_` with 21 base-62 digits
/// that sort as the UUIDs do.
public record ActivityId(UUID uuid) implements Comparable<ActivityId> {

    private static final String PREFIX = "act_";
    private static final int BARE_LENGTH = 36;

    /// The id that `text` spells in any of the three ways; empty where it cannot be an id of ours.
    public static Optional<ActivityId> parse(String text) {
        if (text.length() == PREFIX.length() + Base62.DIGITS && text.startsWith(PREFIX)) {
            return Base62.decoded(text.substring(PREFIX.length())).map(ActivityId::new);
        }
        String bare = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        return bareUuid(bare).filter(ActivityId::oursByForm).map(ActivityId::new);
    }

    private static Optional<UUID> bareUuid(String text) {
        if (text.length() != BARE_LENGTH || !dashed(text)) {
            return Optional.empty();
        }
        String digits = text.replace("-", "");
        if (digits.length() != 32 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(
                new UUID(
                        HexFormat.fromHexDigitsToLong(digits, 0, 16),
                        HexFormat.fromHexDigitsToLong(digits, 16, 32)));
    }

    private static boolean dashed(String text) {
        return text.charAt(8) == '-'
                && text.charAt(13) == '-'
                && text.charAt(18) == '-'
                && text.charAt(23) == '-';
    }

    static boolean oursByForm(UUID uuid) {
        return uuid.variant() == 2 && (uuid.version() == 7 || uuid.version() == 8);
    }

    /// `act_<uuid>`, LeadLex's spelling.
    public String prefixed() {
        return PREFIX + uuid;
    }

    /// The UUID alone, Reevo's spelling and the log's.
    public String bare() {
        return uuid.toString();
    }

    /// `act_` and 21 base-62 digits, nodestash's spelling.
    public String compact() {
        return PREFIX + Base62.encoded(uuid);
    }

    public int slot() {
        return (int) (uuid.getLeastSignificantBits() & 0xFFFF);
    }

    /// The partition it lives on among `partitions`, a power of two.
    public int partition(int partitions) {
        return RecordKey.partitionOf(slot(), partitions);
    }

    /// In the order of the UUIDs' bytes.
    @Override
    public int compareTo(ActivityId other) {
        int high =
                Long.compareUnsigned(
                        uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
    }
}
