package io.activityledger.webhooks.receiver;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// Which receivers may be called? A refusal is a sentence for whoever gave the address.
public interface AddressRules {

    /// The complaint about a URL as it was given, before any name is looked up: scheme, userinfo,
    /// odd spellings, refused literal addresses.
    Optional<String> complaint(URI url);

    /// The complaint about an address that a name led to; asked for each of them, before it is
    /// connected to.
    Optional<String> complaint(InetAddress address);
}
