package io.activityledger.standalone;

import io.activityledger.embedded.Ports;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.LedgerProcess;
import io.activityledger.testkit.ProcessRecipe;
import io.activityledger.testkit.ProcessRecipe.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// How are the house's services started as processes of a [LedgerCluster], and whom do tests ask?
final class Services {

    static final int PARTITIONS = 4;

    /// Short, so that what waits for it stays short.
    static final int SESSION_TIMEOUT_SECONDS = 3;

    private static final String KEY = "wbk_cluster";
    private static final String KEYS =
            """
            {"keys": [{"key": "%s", "workspace": "dev", "user_id": "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d",
              "permissions": ["activities:read", "activities:write", "contacts:read", "contacts:write",
                "deals:read", "deals:write",
                "webhooks:read", "webhooks:write"]}]}
            """
                    .formatted(KEY);

    private final LedgerCluster cluster;

    Services(LedgerCluster cluster) {
        this.cluster = cluster;
    }

    /// A service that runs as a process, and the client that asks it.
    record Service(LedgerProcess process, HttpProbe probe, URI base) {

        String address() {
            return base.toString();
        }

        Service awaitReady() {
            process.awaitReady();
            return this;
        }

        /// Makes a contact known, also while the machine is so busy that it takes a second try.
        void know(String contact) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> probe.put("/v1/contacts/" + contact, "{}").status() < 300);
        }
    }

    /// Who asks a gateway before them.
    static HttpProbe through(int gatewayPort) {
        return new HttpProbe(URI.create("http://127.0.0.1:" + gatewayPort), KEY);
    }

    /// Starts an ingest API; answers at once.
    Service ingest(String name) {
        return launch(name, "io.activityledger.ingest.Main", new HashMap<>());
    }

    /// The same, and asks the projectors at these internal ports about idempotency keys.
    Service ingest(String name, int... projectors) {
        var peers =
                IntStream.of(projectors)
                        .mapToObj(port -> "127.0.0.1:" + port)
                        .collect(Collectors.joining(","));
        var environment = new HashMap<>(Map.of("LEDGER_TIMELINE_PEERS", peers));
        return launch(name, "io.activityledger.ingest.Main", environment);
    }

    /// The same with settings of its own.
    Service ingest(String name, Map<String, String> settings) {
        return launch(name, "io.activityledger.ingest.Main", new HashMap<>(settings));
    }

    /// Starts a timeline projector; answers at once.
    Service projector(String name) {
        return projector(name, Ports.anyFree());
    }

    /// The same with settings of its own.
    Service projector(String name, Map<String, String> settings) {
        return projector(name, Ports.anyFree(), settings);
    }

    /// The same with a known internal port.
    Service projector(String name, int port) {
        return projector(name, port, Map.of());
    }

    private Service projector(String name, int port, Map<String, String> settings) {
        var internalPort = Integer.toString(port);
        var environment = new HashMap<>(settings);
        environment.put("LEDGER_INTERNAL_HOST", "127.0.0.1");
        environment.put("LEDGER_INTERNAL_PORT", internalPort);
        environment.put("LEDGER_INTERNAL_ADVERTISED", "127.0.0.1:" + internalPort);
        environment.put("LEDGER_INSTANCE_ID", name);
        environment.putIfAbsent("LEDGER_TIMELINE_SESSION_TIMEOUT", SESSION_TIMEOUT_SECONDS + "s");
        return launch(name, "io.activityledger.timeline.Main", environment);
    }

    /// Starts a webhook dispatcher that may call this machine; answers at once.
    Service dispatcher(String name) {
        return dispatcher(name, Map.of());
    }

    /// The same with settings of its own.
    Service dispatcher(String name, Map<String, String> settings) {
        var internalPort = Integer.toString(Ports.anyFree());
        var environment = new HashMap<>(settings);
        environment.put("LEDGER_WEBHOOKS_INTERNAL_HOST", "127.0.0.1");
        environment.put("LEDGER_WEBHOOKS_INTERNAL_PORT", internalPort);
        environment.put("LEDGER_WEBHOOKS_INTERNAL_ADVERTISED", "127.0.0.1:" + internalPort);
        environment.put("LEDGER_INSTANCE_ID", name);
        environment.put("LEDGER_WEBHOOKS_SESSION_TIMEOUT", SESSION_TIMEOUT_SECONDS + "s");
        environment.put("LEDGER_WEBHOOKS_ALLOW_HTTP", "true");
        environment.put("LEDGER_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8");
        return launch(name, "io.activityledger.webhooks.Main", environment);
    }

    private Service launch(String name, String mainClass, Map<String, String> environment) {
        var port = Ports.anyFree();
        var base = URI.create("http://127.0.0.1:" + port);
        environment.put("LEDGER_HTTP_HOST", "127.0.0.1");
        environment.put("LEDGER_HTTP_PORT", Integer.toString(port));
        environment.putIfAbsent("LEDGER_KAFKA_BOOTSTRAP", cluster.bootstrapServers());
        environment.put("LEDGER_REGISTRY_URL", cluster.registry().toString());
        environment.put("LEDGER_DATA_DIR", cluster.directory(name).toString());
        environment.put("LEDGER_KEYS_FILE", keysFile().toString());
        environment.putIfAbsent("LEDGER_SECRET", "A".repeat(43) + "=");
        environment.put("LEDGER_TOPICS_PARTITIONS", Integer.toString(PARTITIONS));
        environment.put("LEDGER_TOPICS_REPLICATION", Integer.toString(cluster.brokers().size()));
        var ready = new Readiness.Answer(base.resolve("/health/ready"));
        var recipe = new ProcessRecipe(name, mainClass, List.of(), environment, ready);
        return new Service(cluster.launch(recipe), new HttpProbe(base, KEY), base);
    }

    private Path keysFile() {
        try {
            return Files.writeString(cluster.directory("keys").resolve("keys.json"), KEYS);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
