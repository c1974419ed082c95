package io.activityledger.ingest.recording;

import io.activityledger.access.Gatekeeper;
import io.activityledger.access.GuardedEndpoint;
import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.access.KeysFile;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.testkit.HttpProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// One guarded endpoint behind a real server, with three keys: `writer`, `reader` (who may not
/// write), and `once`, which has a single request.
public final class IngestDoor implements AutoCloseable {

    private static final String KEYS =
            """
            {"keys": [
             {"key": "writer", "workspace": "acme", "user_id": "ada", "permissions": ["activities:write", "contacts:write"]},
             {"key": "reader", "workspace": "acme", "user_id": "bob", "permissions": ["activities:read"]},
             {"key": "once", "workspace": "acme", "user_id": "eve", "permissions": ["activities:write"],
              "rate_limits": [{"requests": 1, "seconds": 3600}]}]}
            """;

    private final HttpServer server;
    private final Map<String, HttpProbe> clients = new HashMap<>();

    public IngestDoor(Route route, AdmittedHandler handler, InstantSource clock, Path directory)
            throws IOException {
        Path keys = Files.writeString(directory.resolve("keys.json"), KEYS);
        var guard =
                new GuardedEndpoint(
                        new Gatekeeper(KeysFile.read(keys), clock),
                        route.permission(),
                        JsonEndpoint::render,
                        handler);
        server =
                new HttpServer(
                        "door",
                        HttpServerSettings.anyLoopbackPort(),
                        route.paths().stream()
                                .map(path -> new Binding(route.method(), path, guard))
                                .toList(),
                        JsonEndpoint::render,
                        new Readiness(),
                        new Metrics());
        server.start();
    }

    public HttpProbe as(String key) {
        return clients.computeIfAbsent(key, this::client);
    }

    private HttpProbe client(String key) {
        return new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), key);
    }

    @Override
    public void close() {
        clients.values().forEach(HttpProbe::close);
        server.close();
    }
}
