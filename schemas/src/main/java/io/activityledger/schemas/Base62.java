package io.activityledger.schemas;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/// How do 21 letters and digits spell a UUID of version 7 or 8 without loss, in the UUIDs' own
/// order?
///
/// Version and variant bits carry nothing: the 122 free bits and one last bit (0 for version 7, 1
/// for version 8) make a number below 2^123 < 62^21.
final class Base62 {

    static final int DIGITS = 21;

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);
    private static final long LOW_62 = (1L << 62) - 1;

    private Base62() {}

    static String encoded(UUID uuid) {
        BigInteger number = number(uuid);
        char[] digits = new char[DIGITS];
        for (int at = DIGITS - 1; at >= 0; at--) {
            BigInteger[] parts = number.divideAndRemainder(BASE);
            digits[at] = ALPHABET.charAt(parts[1].intValue());
            number = parts[0];
        }
        return new String(digits);
    }

    static Optional<UUID> decoded(String digits) {
        BigInteger number = BigInteger.ZERO;
        for (int at = 0; at < digits.length(); at++) {
            int digit = ALPHABET.indexOf(digits.charAt(at));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        return number.bitLength() > 123 ? Optional.empty() : Optional.of(uuid(number));
    }

    private static BigInteger number(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        long free = ((high >>> 16) << 12) | (high & 0xFFF);
        long versionBit = uuid.version() == 8 ? 1 : 0;
        return BigInteger.valueOf(free)
                .shiftLeft(62)
                .or(BigInteger.valueOf(uuid.getLeastSignificantBits() & LOW_62))
                .shiftLeft(1)
                .or(BigInteger.valueOf(versionBit));
    }

    private static UUID uuid(BigInteger number) {
        long version = number.testBit(0) ? 0x8000L : 0x7000L;
        BigInteger bits = number.shiftRight(1);
        long free = bits.shiftRight(62).longValueExact();
        long high = ((free >>> 12) << 16) | version | (free & 0xFFF);
        long low = (bits.longValue() & LOW_62) | (1L << 63);
        return new UUID(high, low);
    }
}
