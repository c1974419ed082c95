package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.activityledger.access.AccessSettings;
import io.activityledger.access.DevelopmentKey;
import io.activityledger.access.KafkaAccess;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.EmbeddedRegistry;
import io.activityledger.embedded.EmbeddedRegistrySettings;
import io.activityledger.embedded.Ports;
import io.activityledger.ingest.IngestApi;
import io.activityledger.ingest.IngestSettings;
import io.activityledger.ingest.http.JsonEndpoint;
import io.activityledger.kit.SystemEnvironment;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.testkit.HttpProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Can somebody who has nothing of ours read the ledger? Node with kafkajs and its registry client.
class ForeignConsumerIT {

    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/foreign-consumer");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path temp;

    @BeforeAll
    static void install() throws Exception {
        Assumptions.assumeTrue(
                isThere("node") && isThere("npm"),
                "Node and npm are not installed: whether a foreign consumer can read is not"
                        + " tested.");
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "read-activities.js")) {
            Files.copy(
                    SOURCES.resolve(file),
                    INSTALLED.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    }

    @Test
    void aStockConsumerOfAnotherLanguageDecodesTheTopic() throws Exception {
        try (var broker = new EmbeddedBroker(brokerSettings()).start();
                var registry = new EmbeddedRegistry(registrySettings()).start()) {
            // Given
            Map<String, JsonNode> posted = post(broker.bootstrapServers(), registry.uri());
            awaitCoordinator(broker);

            // When
            List<String> lines =
                    run(
                            "node",
                            "read-activities.js",
                            broker.bootstrapServers(),
                            registry.uri().toString(),
                            "activities",
                            Integer.toString(posted.size()));

            // Then
            assertThat(lines).hasSize(posted.size());
            for (String line : lines) {
                assertRead(JSON.readTree(line), posted);
            }
        }
    }

    /// In a new cluster the first who asks for a group waits for the topic of their offsets.
    private static void awaitCoordinator(EmbeddedBroker broker) throws Exception {
        var clients = new KafkaClientProperties(broker.bootstrapServers(), Passthrough.none());
        try (var cluster = new KafkaAdmin(clients, "operator", LONGEST)) {
            cluster.open();
            cluster.admin()
                    .listConsumerGroupOffsets("foreign-1")
                    .partitionsToOffsetAndMetadata()
                    .get();
        }
    }

    private static void assertRead(JsonNode record, Map<String, JsonNode> posted) {
        JsonNode value = record.path("value");
        JsonNode answered = posted.get("act_" + value.path("activity_id").asText());
        assertThat(answered).as("posted %s", record).isNotNull();
        assertThat(value.path("type").asText()).isEqualTo(answered.path("type").asText());
        assertThat(value.path("title").asText()).isEqualTo(answered.path("title").asText());
        assertThat(value.path("metadata_json").asText())
                .isEqualTo(answered.path("metadata").toString());
        assertThat(value.path("workspace_id").asText()).isEqualTo(DevelopmentKey.WORKSPACE);
        assertThat(record.path("key").asText())
                .isEqualTo("dev/contact/" + answered.path("contact_id").asText());
        assertThat(Instant.ofEpochMilli(value.path("occurred_at").asLong()))
                .isEqualTo(Instant.parse(answered.path("created_date").asText()));
    }

    private Map<String, JsonNode> post(String bootstrap, URI registry) {
        var environment = SystemEnvironment.ofThisProcess();
        Map<String, JsonNode> posted = new HashMap<>();
        var metrics = new Metrics();
        var reader = reader(bootstrap, registry);
        var keys = AccessSettings.read(reader).and(DevelopmentKey.ring());
        try (var access = new KafkaAccess(keys, environment.clock());
                var ingest =
                        new IngestApi(IngestSettings.read(reader), access, environment, metrics);
                var server = server(ingest, metrics)) {
            access.start();
            ingest.start();
            server.start();
            var base = URI.create("http://127.0.0.1:" + server.port());
            try (var client = new HttpProbe(base, DevelopmentKey.KEY)) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> client.get("/health/ready").status() == 200);
                for (int each = 0; each < 25; each++) {
                    JsonNode activity = postOne(client, each);
                    posted.put(activity.path("id").asText(), activity);
                }
            }
        }
        return posted;
    }

    private static JsonNode postOne(HttpProbe client, int each) {
        client.put("/v1/contacts/c" + each, "{}");
        var answer =
                client.post(
                        "/v1/activities",
                        """
                        {"type":"call","title":"Grüße 🙂 %d","contact_id":"c%d",
                         "metadata":{"n":%d,"nested":{"deep":[true,null]}}}\
                        """
                                .formatted(each, each, each));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().at("/data/activity");
    }

    private static HttpServer server(IngestApi ingest, Metrics metrics) {
        return new HttpServer(
                "ingest-http",
                HttpServerSettings.anyLoopbackPort(),
                ingest.bindings(),
                JsonEndpoint::render,
                ingest.readiness(),
                metrics);
    }

    private SettingsReader reader(String bootstrap, URI registry) {
        return new SettingsReader(
                Map.of(
                        "LEDGER_KAFKA_BOOTSTRAP",
                        bootstrap,
                        "LEDGER_REGISTRY_URL",
                        registry.toString(),
                        "LEDGER_DATA_DIR",
                        temp.resolve("data").toString(),
                        "LEDGER_SECRET",
                        "A".repeat(43) + "=",
                        "LEDGER_TOPICS_PARTITIONS",
                        "4"));
    }

    private EmbeddedBrokerSettings brokerSettings() {
        return new EmbeddedBrokerSettings(temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
    }

    private EmbeddedRegistrySettings registrySettings() {
        return new EmbeddedRegistrySettings(
                Path.of(System.getProperty("ledger.registry.home")),
                temp.resolve("registry"),
                Ports.anyFree(),
                Ports.anyFree());
    }

    private static boolean isThere(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /// Runs a command where the consumer is installed; answers what it printed.
    private static List<String> run(String... command) throws Exception {
        Path output = Files.createTempFile("foreign", ".out");
        Path errors = Files.createTempFile("foreign", ".err");
        var process =
                new ProcessBuilder(new ArrayList<>(List.of(command)))
                        .directory(INSTALLED.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue())
                .as(
                        "%s: %s %s",
                        List.of(command), Files.readString(output), Files.readString(errors))
                .isZero();
        return Files.readAllLines(output);
    }
}
