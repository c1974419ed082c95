package io.activityledger.timeline;

import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.Gatekeeper;
import io.activityledger.access.Workspace;
import io.activityledger.access.Workspaces;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.kit.routing.PeerCall;
import io.activityledger.kit.routing.PeerSignature;
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Activity;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One instance of the service with a public server of its own, and a client of it.
final class Instance implements AutoCloseable {

    static final int PARTITIONS = 4;
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final String name;
    private final TimelineProjector projector;
    private final HttpServer server;
    private volatile boolean referencesChecked = true;
    private HttpProbe client;

    Instance(String name, String bootstrapServers, URI registry, Path directory) {
        this(name, bootstrapServers, registry, directory, Map.of());
    }

    /// @param more variables of its environment
    Instance(
            String name,
            String bootstrapServers,
            URI registry,
            Path directory,
            Map<String, String> more) {
        this.name = name;
        Map<String, String> variables = new HashMap<>(more);
        variables.put("LEDGER_KAFKA_BOOTSTRAP", bootstrapServers);
        variables.put("LEDGER_REGISTRY_URL", registry.toString());
        variables.put("LEDGER_TOPICS_PARTITIONS", Integer.toString(PARTITIONS));
        variables.put("LEDGER_DATA_DIR", directory.toString());
        variables.put("LEDGER_INTERNAL_PORT", "0");
        variables.put("LEDGER_INSTANCE_ID", name);
        variables.put("LEDGER_SECRET", SECRET);
        variables.put("LEDGER_TIMELINE_MEMORY", "64MiB");
        variables.put("LEDGER_TIMELINE_WRITE_BUFFERS", "32MiB");
        var reader = new SettingsReader(variables);
        TimelineSettings settings = TimelineSettings.read(reader);
        reader.finish();
        var environment = new SystemEnvironment(variables, InstantSource.system(), new Random(1));
        var gatekeeper = new Gatekeeper(DevelopmentKey.ring(), environment.clock());
        var metrics = new Metrics();
        this.projector =
                new TimelineProjector(settings, gatekeeper, new Switched(), environment, metrics);
        this.server =
                new HttpServer(
                        name + "-http",
                        HttpServerSettings.anyLoopbackPort(),
                        projector.bindings(),
                        TimelineProjector.errors(),
                        projector.readiness(),
                        metrics);
    }

    Instance start() {
        projector.start();
        server.start();
        client = new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), DevelopmentKey.KEY);
        return this;
    }

    String name() {
        return name;
    }

    boolean ready() {
        return projector.readiness().report().ready();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    String readiness() {
        return projector.readiness().report().toString();
    }

    /// Whether a workspace's activities may only point at what is known.
    void checkReferences(boolean checked) {
        referencesChecked = checked;
    }

    Answer get(String path) {
        return client.get(path);
    }

    /// What this instance tells a service that asks for the first record of an id.
    PeerAnswer first(Activity activity, String offset) {
        var secret = Secret.of(Base64.getDecoder().decode(SECRET));
        var signature =
                new PeerSignature(List.of(secret), "internal-calls", InstantSource.system());
        String target =
                "/internal/activities/%s/first?workspace=%s&partition=%d%s"
                        .formatted(
                                activity.id().bare(),
                                activity.workspaceId(),
                                activity.id().partition(PARTITIONS),
                                offset);
        var here = new Owner.There("127.0.0.1", projector.internalPort());
        try (var client = new HttpPeerClient(signature)) {
            return client.call(PeerCall.get(here, target, Duration.ofSeconds(10)));
        }
    }

    Answer timeline(String contact) {
        return get("/v1/contacts/" + contact + "/activities?per_page=100");
    }

    HttpProbe client() {
        return client;
    }

    @Override
    public void close() {
        server.close();
        projector.close();
        if (client != null) {
            client.close();
        }
    }

    /// All workspaces are set as this instance was told.
    private final class Switched implements Workspaces {

        @Override
        public Workspace of(String workspaceId) {
            return new Workspace(workspaceId, referencesChecked, false, List.of(), List.of());
        }

        @Override
        public boolean anyAllows(String origin) {
            return false;
        }
    }
}
