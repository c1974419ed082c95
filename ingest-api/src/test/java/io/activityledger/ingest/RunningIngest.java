package io.activityledger.ingest;

import io.activityledger.access.AccessSettings;
import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.KafkaAccess;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.HttpProbe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/// The whole service behind a server of its own, with the development key.
final class RunningIngest implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final KafkaAccess access;
    private final IngestApi ingest;
    private final HttpServer server;
    private final HttpProbe client;

    RunningIngest(String bootstrap, URI registry, Path directory) {
        var reader =
                new SettingsReader(
                        Map.of(
                                "LEDGER_KAFKA_BOOTSTRAP", bootstrap,
                                "LEDGER_REGISTRY_URL", registry.toString(),
                                "LEDGER_DATA_DIR", directory.toString(),
                                "LEDGER_SECRET", "A".repeat(43) + "=",
                                "LEDGER_TOPICS_PARTITIONS", Integer.toString(PARTITIONS)));
        var settings = IngestSettings.read(reader);
        var keys = AccessSettings.read(reader).and(DevelopmentKey.ring());
        reader.finish();
        var environment = SystemEnvironment.ofThisProcess();
        access = new KafkaAccess(keys, environment.clock());
        var metrics = new Metrics();
        ingest = new IngestApi(settings, access, environment, metrics);
        server =
                new HttpServer(
                        "ingest-http",
                        HttpServerSettings.anyLoopbackPort(),
                        access.withPreflights(ingest.bindings()),
                        JsonEndpoint::render,
                        ingest.readiness(),
                        metrics);
        access.start();
        ingest.start();
        server.start();
        client = new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), DevelopmentKey.KEY);
    }

    RunningIngest ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> {
                    var answer = client.get("/health/ready");
                    if (answer.status() != 200) {
                        throw new AssertionError(answer);
                    }
                });
        return this;
    }

    HttpProbe client() {
        return client;
    }

    /// One who has that key; closed by whoever asked.
    HttpProbe as(String key) {
        return new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), key);
    }

    @Override
    public void close() {
        client.close();
        server.close();
        ingest.close();
        access.close();
    }
}
