package io.activityledger.kit.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number of bytes, written as `512B`, `64KiB`, `8MiB` or `2GiB`.
public record ByteSize(long bytes) {

    private static final Pattern SPELLING = Pattern.compile("(\\d{1,15})(B|KiB|MiB|GiB)?");
    private static final Map<String, Long> UNITS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is never negative: " + bytes);
        }
    }

    public static ByteSize kib(long amount) {
        return new ByteSize(Math.multiplyExact(amount, 1L << 10));
    }

    public static ByteSize mib(long amount) {
        return new ByteSize(Math.multiplyExact(amount, 1L << 20));
    }

    /// The size a text spells, or empty when it spells none.
    public static Optional<ByteSize> parse(String text) {
        var matcher = SPELLING.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        long factor = unit == null ? 1 : UNITS.getOrDefault(unit, 1L);
        long amount = Long.parseLong(matcher.group(1));
        return amount > Long.MAX_VALUE / factor
                ? Optional.empty()
                : Optional.of(new ByteSize(amount * factor));
    }

    /// For what an array or a buffer can hold: larger sizes count as the largest int.
    public int asInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        if (bytes != 0 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        if (bytes != 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        return bytes != 0 && bytes % (1L << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
    }
}
