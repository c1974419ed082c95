package io.activityledger.webhooks.receiver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which address does a text spell outright? Only the plain spellings count: four decimal numbers
/// without leading zeros, or IPv6 that is no disguised IPv4.
final class Literal {

    private static final String OCTET = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Literal() {}

    static Optional<InetAddress> parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return Optional.of(InetAddress.ofLiteral(text));
        }
        return IPV6.matcher(text).matches() ? ipv6(text) : Optional.empty();
    }

    private static Optional<InetAddress> ipv6(String text) {
        try {
            // Java takes ::ffff:10.0.0.1 for the IPv4 address in it.
            return Optional.of(InetAddress.ofLiteral(text))
                    .filter(address -> !(address instanceof Inet4Address));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
