package io.activityledger.kit.http;

import io.activityledger.kit.settings.Unusable;

/// A server's port is not to be had.
public final class PortTaken extends Unusable {

    PortTaken(String host, int port) {
        super(
                "Port %d on %s is taken or not allowed: stop what listens there, or set another port."
                        .formatted(port, host));
    }
}
