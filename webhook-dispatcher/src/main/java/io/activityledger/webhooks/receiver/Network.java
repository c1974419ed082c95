package io.activityledger.webhooks.receiver;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which addresses share their first bits? Written as `10.0.0.0/8` or `fc00::/7`.
public record Network(InetAddress first, int bits) {

    private static final Pattern SPELLING = Pattern.compile("([0-9A-Fa-f:.]+)/(\\d{1,3})");

    /// A network of the house's own lists.
    static Network of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no network: " + text));
    }

    /// The network a text spells; empty where it spells none, or bits beyond its length are set.
    public static Optional<Network> parse(String text) {
        var matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(matcher.group(2));
        return Literal.parse(matcher.group(1))
                .filter(first -> bits <= first.getAddress().length * Byte.SIZE)
                .map(first -> new Network(first, bits))
                .filter(Network::beginsWithZeros);
    }

    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] theirs = address.getAddress();
        return mine.length == theirs.length && firstDifference(mine, theirs) >= bits;
    }

    private boolean beginsWithZeros() {
        byte[] octets = first.getAddress();
        for (int bit = bits; bit < octets.length * Byte.SIZE; bit++) {
            if ((octets[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The first bit in which the two differ, or all of them.
    private static int firstDifference(byte[] mine, byte[] theirs) {
        for (int at = 0; at < mine.length; at++) {
            int difference = (mine[at] ^ theirs[at]) & 0xFF;
            if (difference != 0) {
                return at * Byte.SIZE + Integer.numberOfLeadingZeros(difference) - 24;
            }
        }
        return mine.length * Byte.SIZE;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
