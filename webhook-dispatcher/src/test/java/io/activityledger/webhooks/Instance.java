package io.activityledger.webhooks;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.Workspaces;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// One instance of the service with a public server of its own, and a client of it.
final class Instance implements AutoCloseable {

    static final int PARTITIONS = 4;
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final String name;
    private final WebhookDispatcher dispatcher;
    private final HttpServer server;
    private HttpProbe client;

    Instance(
            String name,
            String bootstrapServers,
            URI registry,
            Path directory,
            Map<String, String> more) {
        this.name = name;
        Map<String, String> variables = new HashMap<>();
        variables.put("LEDGER_KAFKA_BOOTSTRAP", bootstrapServers);
        variables.put("LEDGER_REGISTRY_URL", registry.toString());
        variables.put("LEDGER_TOPICS_PARTITIONS", Integer.toString(PARTITIONS));
        variables.put("LEDGER_DATA_DIR", directory.toString());
        variables.put("LEDGER_INSTANCE_ID", name);
        variables.put("LEDGER_SECRET", SECRET);
        variables.put("LEDGER_WEBHOOKS_INTERNAL_PORT", "0");
        variables.put("LEDGER_WEBHOOKS_SESSION_TIMEOUT", "2s");
        variables.put("LEDGER_WEBHOOKS_ALLOW_HTTP", "true");
        variables.put("LEDGER_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8");
        variables.put("LEDGER_WEBHOOKS_DRAIN", "1s");
        variables.putAll(more);
        var reader = new SettingsReader(variables);
        WebhookSettings settings = WebhookSettings.read(reader);
        reader.finish();
        var environment =
                new SystemEnvironment(variables, InstantSource.system(), new SecureRandom());
        var gatekeeper = new Gatekeeper(DevelopmentKey.ring(), environment.clock());
        var metrics = new Metrics();
        this.dispatcher =
                new WebhookDispatcher(settings, gatekeeper, Workspaces.UNSET, environment, metrics);
        this.server =
                new HttpServer(
                        name + "-http",
                        HttpServerSettings.anyLoopbackPort(),
                        dispatcher.bindings(),
                        WebhookDispatcher.errors(),
                        dispatcher.readiness(),
                        metrics);
    }

    Instance start() {
        dispatcher.start();
        server.start();
        client = new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), DevelopmentKey.KEY);
        return this;
    }

    String name() {
        return name;
    }

    boolean ready() {
        return dispatcher.readiness().report().ready();
    }

    String readiness() {
        return dispatcher.readiness().report().toString();
    }

    HttpProbe client() {
        return client;
    }

    /// Creates an endpoint for `activity.created`.
    Answer create(URI url) {
        return client.post(
                "/v1/webhooks",
                "{\"url\":\"%s\",\"events\":[\"activity.created\"]}".formatted(url));
    }

    int delete(String id) {
        return client.answer(client.request("/v1/webhooks/" + id).DELETE()).status();
    }

    @Override
    public void close() {
        server.close();
        dispatcher.close();
        if (client != null) {
            client.close();
        }
    }
}
