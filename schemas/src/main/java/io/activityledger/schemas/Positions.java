package io.activityledger.schemas;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How far do several writes reach, on each partition of `activities` that they stand on? Spelled
/// as [Position] where they stand on one only, else as a vector:
///
/// ```
/// 2 | partitions since the one before | highest offset | …      numbers in groups of 7 bits
/// ```
///
/// The text has at most [#LONGEST] characters: partitions for which no room is left are not in it.
///
/// @param further of a single write: the further subjects that it is about, by the hash of their
///   record keys
public record Positions(SortedMap<Integer, Long> highest, List<Integer> further) {

    public static final int LONGEST = 2_048;

    private static final byte VERSION = 2;
    private static final int MOST_BYTES = LONGEST / 4 * 3;
    private static final int MOST_ENTRY_BYTES = 5 + 9;
    private static final int GROUP_BITS = 7;
    private static final int GROUP = (1 << GROUP_BITS) - 1;

    public Positions {
        highest = Collections.unmodifiableSortedMap(new TreeMap<>(highest));
        further = List.copyOf(further);
    }

    /// Of writes whose further subjects are not told.
    public Positions(SortedMap<Integer, Long> highest) {
        this(highest, List.of());
    }

    public static Positions of(Position position) {
        return of(List.of(position));
    }

    public static Positions of(Collection<Position> positions) {
        SortedMap<Integer, Long> highest = new TreeMap<>();
        positions.forEach(each -> highest.merge(each.partition(), each.offset(), Math::max));
        return positions.size() == 1
                ? new Positions(highest, positions.iterator().next().further())
                : new Positions(highest);
    }

    /// Where the write stands that `subject` is to show as a further subject of it; empty where it
    /// is told of none.
    public Optional<Position> linkedTo(RecordKey subject) {
        return further.contains(subject.hash())
                ? highest.entrySet().stream()
                        .map(each -> new Position(each.getKey(), each.getValue()))
                        .findFirst()
                : Optional.empty();
    }

    /// The offset up to which they reach on a partition; -1 where none stands there.
    public long offsetIn(int partition) {
        return highest.getOrDefault(partition, -1L);
    }

    /// Empty where there are none.
    public String text() {
        if (highest.size() <= 1) {
            return highest.entrySet().stream()
                    .map(each -> new Position(each.getKey(), each.getValue(), further).text())
                    .collect(Collectors.joining());
        }
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).put(VERSION);
        int before = 0;
        for (Map.Entry<Integer, Long> each : highest.entrySet()) {
            if (bytes.remaining() < MOST_ENTRY_BYTES) {
                break;
            }
            put(each.getKey() - before, bytes);
            put(each.getValue(), bytes);
            before = each.getKey();
        }
        byte[] used = new byte[bytes.position()];
        bytes.flip().get(used);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(used);
    }

    /// The positions that `text` spells; empty where no ledger wrote it.
    public static Optional<Positions> parse(String text) {
        Optional<Position> single = Position.parse(text);
        if (single.isPresent() || text.length() > LONGEST) {
            return single.map(Positions::of);
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return bytes.hasRemaining() && bytes.get() == VERSION
                    ? vector(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<Positions> vector(ByteBuffer bytes) {
        SortedMap<Integer, Long> highest = new TreeMap<>();
        long partition = 0;
        while (bytes.hasRemaining()) {
            long step = number(bytes);
            long offset = number(bytes);
            partition += step;
            if (step < 0 || offset < 0 || partition > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            highest.put((int) partition, offset);
        }
        return highest.isEmpty() ? Optional.empty() : Optional.of(new Positions(highest));
    }

    private static void put(long number, ByteBuffer to) {
        long left = number;
        while (left > GROUP) {
            to.put((byte) ((left & GROUP) | (GROUP + 1)));
            left >>>= GROUP_BITS;
        }
        to.put((byte) left);
    }

    /// Negative where it is cut short or too long to be an offset.
    private static long number(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE - 1 && from.hasRemaining(); shift += GROUP_BITS) {
            byte group = from.get();
            number |= (long) (group & GROUP) << shift;
            if (group >= 0) {
                return number;
            }
        }
        return -1;
    }
}
