package io.activityledger.webhooks.receiver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Which way do calls leave the house?
public sealed interface Egress {

    /// Straight to the receiver: its name is looked up here, and each address is judged.
    record Direct() implements Egress {}

    /// Through an HTTP proxy, which looks names up itself: only what stands in the URL is judged
    /// here, and keeping inner addresses out is the proxy's work.
    record Through(String host, int port) implements Egress {}

    /// What a setting such as `http://proxy.internal:3128` spells; empty where it spells nothing.
    static Optional<Egress> parse(String text) {
        if (text.isEmpty()) {
            return Optional.of(new Direct());
        }
        try {
            var proxy = new URI(text);
            boolean plain =
                    "http".equals(proxy.getScheme())
                            && proxy.getHost() != null
                            && proxy.getPort() > 0
                            && text.equals("http://" + proxy.getHost() + ":" + proxy.getPort());
            return plain
                    ? Optional.of(new Through(proxy.getHost(), proxy.getPort()))
                    : Optional.empty();
        } catch (URISyntaxException noUrl) {
            return Optional.empty();
        }
    }
}
