package io.activityledger.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.activityledger.access.DevelopmentKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// Listens to a live stream as a browser's `EventSource` does, on a virtual thread of its own.
final class StreamClient {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final URI target;
    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    final AtomicReference<String> lastId = new AtomicReference<>("");
    private volatile InputStream body = InputStream.nullInputStream();
    private volatile boolean closed;

    private StreamClient(URI target) {
        this.target = target;
    }

    /// Opened once, with the development key.
    static StreamClient open(Instance asked, String path) {
        return openBehind(asked, path, "");
    }

    static StreamClient openBehind(Instance asked, String path, String lastId) {
        var client = new StreamClient(asked.address().resolve(path));
        client.lastId.set(lastId);
        client.await200(true);
        Thread.ofVirtual().start(client::read);
        return client;
    }

    /// Opened again whenever it ends, from where it was.
    static StreamClient follow(Instance asked, String path) {
        var client = new StreamClient(asked.address().resolve(path));
        client.await200(true);
        Thread.ofVirtual()
                .start(() -> {
                    while (!client.closed) {
                        client.read();
                        client.await200(true);
                    }
                });
        return client;
    }

    static StreamClient openWithoutKey(Instance asked, String path) {
        var client = new StreamClient(asked.address().resolve(path));
        client.await200(false);
        Thread.ofVirtual().start(client::read);
        return client;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    void close() {
        closed = true;
        try {
            body.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void await200(boolean withKey) {
        await(target.toString())
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(60))
                .until(() -> closed || opened(withKey));
    }

    private boolean opened(boolean withKey) throws Exception {
        var request = HttpRequest.newBuilder(target);
        if (withKey) {
            request.header("Authorization", "Bearer " + DevelopmentKey.KEY);
        }
        if (!lastId.get().isEmpty()) {
            request.header("Last-Event-ID", lastId.get());
        }
        var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            return false;
        }
        body = response.body();
        return true;
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    lastId.set(line.substring(4));
                } else if (line.startsWith("data: {\"id\":\"")) {
                    heard.add(line.substring(13, line.indexOf('"', 13)));
                }
            }
        } catch (IOException closed) {
            // by the test, or by an instance that went
            return;
        }
    }
}
