package io.activityledger.webhooks.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/// Which addresses of a host may be connected to? What is handed on was checked, and the client
/// connects to what was handed on: no name is looked up twice.
final class CheckedAddresses implements SocketAddressResolver {

    /// More are not tried for one connection.
    private static final int MAX_ADDRESSES = 8;

    private final NameLookups lookups;
    private final Function<InetAddress, Optional<String>> complaint;

    CheckedAddresses(NameLookups lookups, AddressRules rules) {
        this(lookups, rules::complaint);
    }

    private CheckedAddresses(
            NameLookups lookups, Function<InetAddress, Optional<String>> complaint) {
        this.lookups = lookups;
        this.complaint = complaint;
    }

    /// Any address will do: for a proxy, which the operator has named.
    static CheckedAddresses unchecked(NameLookups lookups) {
        return new CheckedAddresses(lookups, _ -> Optional.empty());
    }

    @Override
    public void resolve(
            String host,
            int port,
            Map<String, Object> context,
            Promise<List<InetSocketAddress>> promise) {
        Literal.parse(unbracketed(host))
                .ifPresentOrElse(
                        address -> handOn(host, List.of(address), port, promise),
                        () ->
                                lookups.lookUp(
                                        host,
                                        (addresses, failure) -> {
                                            if (addresses == null) {
                                                promise.failed(failure);
                                            } else {
                                                handOn(host, addresses, port, promise);
                                            }
                                        }));
    }

    private void handOn(
            String host,
            List<InetAddress> addresses,
            int port,
            Promise<List<InetSocketAddress>> promise) {
        var checked =
                addresses.stream()
                        .filter(address -> complaint.apply(address).isEmpty())
                        .limit(MAX_ADDRESSES)
                        .map(address -> new InetSocketAddress(named(host, address), port))
                        .toList();
        if (checked.isEmpty()) {
            promise.failed(refusal(addresses));
        } else {
            promise.succeeded(checked);
        }
    }

    /// So that TLS asks for a certificate of the name, whoever looked it up.
    private static InetAddress named(String host, InetAddress address) {
        try {
            return InetAddress.getByAddress(unbracketed(host), address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of no known length", impossible);
        }
    }

    private IOException refusal(List<InetAddress> addresses) {
        return addresses.stream()
                .map(complaint)
                .flatMap(Optional::stream)
                .findFirst()
                .<IOException>map(RefusedAddress::new)
                .orElseGet(() -> new UnknownHostException("the name has no address"));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }
}
