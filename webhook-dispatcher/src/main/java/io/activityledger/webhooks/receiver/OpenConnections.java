package io.activityledger.webhooks.receiver;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.Connection;

/// How many connections to receivers are open? Counted by the client's threads, read by any.
final class OpenConnections implements Connection.Listener {

    private final AtomicInteger open = new AtomicInteger();

    int count() {
        return open.get();
    }

    void watch(HttpClient client) {
        client.addBean(this);
    }

    @Override
    public void onOpened(Connection connection) {
        if (speaksHttp(connection)) {
            open.incrementAndGet();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (speaksHttp(connection)) {
            open.decrementAndGet();
        }
    }

    /// TLS beneath it is a connection of its own.
    private static boolean speaksHttp(Connection connection) {
        return connection instanceof org.eclipse.jetty.client.Connection;
    }
}
