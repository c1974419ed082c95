package io.activityledger.webhooks.receiver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Which addresses does a name lead to? May block for as long as it takes.
public interface NameResolver {

    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    /// The machine's own.
    static NameResolver ofMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
