package io.activityledger.webhooks.receiver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which receivers may be called? A refusal is a sentence for whoever gave the address.
///
/// ```
/// URL as given ──▶ complaint(…, URI) ──▶ name ──▶ lookup ──▶ complaint(InetAddress), each ──▶ connect
/// ```
///
/// The first question keeps plain mistakes and odd spellings out and looks nothing up; the second
/// is the wall. Of IPv6 only what is public unicast is let through, of IPv4 all but what the
/// registries keep for other uses. Safe for any thread.
public final class AddressRules {

    private static final int MAX_CHARACTERS = 2_048;
    private static final int MAX_HOST_CHARACTERS = 253;
    private static final Pattern NAME =
            Pattern.compile(
                    "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern INNER_NAME =
            Pattern.compile(".*\\.(internal|local|localdomain|lan|home|corp|intranet|home\\.arpa)");
    private static final Network PUBLIC_IPV6 = Network.of("2000::/3");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Map<Network, String> REFUSED = refused();

    private final AddressSettings settings;
    private final Predicate<String> plainHttp;

    /// @param plainHttp which workspaces' receivers may be called without TLS, even where the
    ///   settings say that none may
    public AddressRules(AddressSettings settings, Predicate<String> plainHttp) {
        this.settings = settings;
        this.plainHttp = plainHttp;
    }

    /// Which way those that may be called are called.
    Egress egress() {
        return settings.egress();
    }

    /// The complaint about a URL of a workspace as it was given, before any name is looked up:
    /// scheme, userinfo, odd spellings, refused literal addresses.
    public Optional<String> complaint(String workspaceId, URI url) {
        String host = url.getHost();
        if (url.toString().length() > MAX_CHARACTERS) {
            return Optional.of("The URL is longer than " + MAX_CHARACTERS + " characters.");
        }
        Optional<String> scheme = schemeComplaint(workspaceId, url);
        if (scheme.isPresent()) {
            return scheme;
        }
        if (url.getRawUserInfo() != null || authority(url).indexOf('@') >= 0) {
            return Optional.of("The URL must not hold a user or password.");
        }
        if (host == null || !plainAuthority(url, host)) {
            return Optional.of("The URL must name a host, and a port between 1 and 65535 if any.");
        }
        return url.getRawFragment() != null
                ? Optional.of("The URL must not have a fragment.")
                : hostComplaint(host.toLowerCase(Locale.ROOT));
    }

    /// The complaint about an address that a name led to; asked for each of them, before it is
    /// connected to.
    public Optional<String> complaint(InetAddress address) {
        if (allowed(address)) {
            return Optional.empty();
        }
        for (var each : REFUSED.entrySet()) {
            if (each.getKey().contains(address)) {
                return Optional.of("The host's address is " + each.getValue() + ".");
            }
        }
        return address instanceof Inet4Address || PUBLIC_IPV6.contains(address)
                ? Optional.empty()
                : Optional.of("The host's address is not a public one.");
    }

    private Optional<String> schemeComplaint(String workspaceId, URI url) {
        boolean plainToo = settings.allowHttp() || plainHttp.test(workspaceId);
        if ("https".equalsIgnoreCase(url.getScheme())
                || (plainToo && "http".equalsIgnoreCase(url.getScheme()))) {
            return Optional.empty();
        }
        return Optional.of(
                plainToo
                        ? "The URL must begin with https:// or http://."
                        : "The URL must begin with https://.");
    }

    private static String authority(URI url) {
        return url.getRawAuthority() == null ? "" : url.getRawAuthority();
    }

    /// Nothing but the host and at most a port stands there, each in its only spelling.
    private static boolean plainAuthority(URI url, String host) {
        int port = url.getPort();
        return port == -1
                ? authority(url).equals(host)
                : port >= 1 && port <= 65_535 && authority(url).equals(host + ":" + port);
    }

    private Optional<String> hostComplaint(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        var literal = Literal.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        if (literal.isPresent()) {
            return complaint(literal.get());
        }
        if (host.length() > MAX_HOST_CHARACTERS || !NAME.matcher(host).matches()) {
            return Optional.of(
                    "The host must be a plain name or address (international: punycode).");
        }
        return nameComplaint(host);
    }

    /// Names that lead inwards wherever they are asked for.
    private Optional<String> nameComplaint(String name) {
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return complaint(LOOPBACK);
        }
        boolean inner = name.indexOf('.') < 0 || INNER_NAME.matcher(name).matches();
        return inner && settings.allowedNetworks().isEmpty()
                ? Optional.of("The host must be a public name.")
                : Optional.empty();
    }

    private boolean allowed(InetAddress address) {
        List<Network> networks = settings.allowedNetworks();
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static Map<Network, String> refused() {
        var refused = new LinkedHashMap<Network, String>();
        refused.put(Network.of("127.0.0.0/8"), "a loopback one");
        refused.put(Network.of("::1/128"), "a loopback one");
        refused.put(Network.of("169.254.0.0/16"), "a link-local one");
        refused.put(Network.of("fe80::/10"), "a link-local one");
        for (String text : List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")) {
            refused.put(Network.of(text), "a private one");
        }
        refused.put(Network.of("100.64.0.0/10"), "a provider's inner one");
        refused.put(Network.of("168.63.129.16/32"), "a cloud's inner one");
        refused.put(Network.of("224.0.0.0/4"), "a multicast one");
        refused.put(Network.of("ff00::/8"), "a multicast one");
        for (String text : List.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")) {
            refused.put(Network.of(text), "one for documentation");
        }
        refused.put(Network.of("2001:db8::/32"), "one for documentation");
        refused.put(Network.of("3fff::/20"), "one for documentation");
        // What 6to4 (2002::/16) and Teredo (in 2001::/23) lead to is written inside the address.
        refused.put(Network.of("2002::/16"), "one that hides another");
        refused.put(Network.of("2001::/23"), "a reserved one");
        for (String text :
                List.of(
                        "0.0.0.0/8",
                        "192.0.0.0/24",
                        "192.88.99.0/24",
                        "198.18.0.0/15",
                        "240.0.0.0/4")) {
            refused.put(Network.of(text), "a reserved one");
        }
        return refused;
    }
}
