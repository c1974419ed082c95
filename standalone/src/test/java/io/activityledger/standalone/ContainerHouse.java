package io.activityledger.standalone;

import io.activityledger.testkit.HttpProbe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// The house in containers: a broker from its makers' image, the services from our own Dockerfile,
/// the registry from the distribution, and a receiver of webhooks.
///
/// ```
/// -Dkafka.image=apache/kafka:4.3.1   -Dbase.image=eclipse-temurin:25-jre
/// ```
final class ContainerHouse implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int PORT = 8080;
    private static final String PRIVATE_NETWORKS = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";
    private static final String KEY = "wbk_containers";
    private static final String KEYS =
            """
            {"keys": [{"key": "%s", "workspace": "main", "user_id": "9a8b7c6d-5e4f-3a2b-1c0d-9e8f7a6b5c4d",
              "permissions": ["activities:read", "activities:write", "contacts:write", "webhooks:write"]}]}
            """
                    .formatted(KEY);

    private static final DockerImageName KAFKA =
            DockerImageName.parse(property("kafka.image", "apache/kafka:4.3.1"))
                    .asCompatibleSubstituteFor("apache/kafka");

    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka =
            new KafkaContainer(KAFKA)
                    .withNetwork(network)
                    .withListener("kafka:19092")
                    .withEnv("KAFKA_OFFSETS_RETENTION_MINUTES", "5256000");
    private final ImageFromDockerfile image = image();
    private final GenericContainer<?> registry = registry();
    private final GenericContainer<?> ingest =
            service("ingest-api", Map.of("LEDGER_TIMELINE_PEERS", "timeline-projector:8181"));
    private final GenericContainer<?> timelines =
            service(
                    "timeline-projector",
                    Map.of("LEDGER_INTERNAL_ADVERTISED", "timeline-projector:8181"));
    private final GenericContainer<?> webhooks =
            service(
                    "webhook-dispatcher",
                    Map.of(
                            "LEDGER_WEBHOOKS_INTERNAL_ADVERTISED", "webhook-dispatcher:8282",
                            "LEDGER_WEBHOOKS_ALLOW_HTTP", "true",
                            "LEDGER_WEBHOOKS_ALLOWED_NETWORKS", PRIVATE_NETWORKS));
    private final GenericContainer<?> receiver = receiver();

    ContainerHouse start() {
        Startables.deepStart(parts()).join();
        return this;
    }

    HttpProbe ingest() {
        return probe(ingest);
    }

    HttpProbe timelines() {
        return probe(timelines);
    }

    HttpProbe webhooks() {
        return probe(webhooks);
    }

    /// Where the dispatcher finds the receiver.
    URI receiverUrl() {
        return URI.create("http://receiver:" + PrintingReceiver.PORT + PrintingReceiver.PATH);
    }

    /// What came to the receiver, a line a request.
    List<String> received() {
        return receiver.getLogs()
                .lines()
                .filter(line -> line.startsWith(PrintingReceiver.RECEIVED))
                .toList();
    }

    @Override
    public void close() {
        parts().reversed().forEach(GenericContainer::stop);
        network.close();
    }

    private List<GenericContainer<?>> parts() {
        return List.of(kafka, registry, ingest, timelines, receiver, webhooks);
    }

    private static ImageFromDockerfile image() {
        return new ImageFromDockerfile()
                .withDockerfile(Repository.root().resolve("Dockerfile"))
                .withBuildArg("BASE", property("base.image", "eclipse-temurin:25-jre"));
    }

    /// On our image's Java.
    private GenericContainer<?> registry() {
        return container("registry")
                .withCopyToContainer(
                        MountableFile.forHostPath(
                                Path.of(System.getProperty("ledger.registry.home"))),
                        "/registry")
                .withEnv("APICURIO_STORAGE_KIND", "kafkasql")
                .withEnv("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", "kafka:19092")
                .withCreateContainerCmdModifier(
                        command -> command.withEntrypoint("java", "-Xmx300m", "-jar"))
                .withCommand("/registry/quarkus-run.jar")
                .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(PORT))
                .withStartupTimeout(LONGEST_START);
    }

    private GenericContainer<?> receiver() {
        var tests = PrintingReceiver.class.getProtectionDomain().getCodeSource().getLocation();
        return container("receiver")
                .withCopyToContainer(MountableFile.forHostPath(Path.of(tests.getPath())), "/tests")
                .withCreateContainerCmdModifier(
                        command -> command.withEntrypoint("java", "-cp", "/tests"))
                .withCommand(PrintingReceiver.class.getName())
                .waitingFor(Wait.forLogMessage(PrintingReceiver.READY + "\\s", 1))
                .withStartupTimeout(LONGEST_START);
    }

    private GenericContainer<?> service(String name, Map<String, String> settings) {
        return container(name)
                .withCommand(name)
                .withEnv("LEDGER_SECRET", "A".repeat(43) + "=")
                .withEnv("LEDGER_KEYS_FILE", "/keys.json")
                .withEnv("LEDGER_KAFKA_BOOTSTRAP", "kafka:19092")
                .withEnv("LEDGER_REGISTRY_URL", "http://registry:8080/apis/ccompat/v7")
                .withEnv("LEDGER_TOPICS_PARTITIONS", "4")
                .withEnv("LEDGER_TOPICS_REPLICATION", "1")
                .withEnv(settings)
                .withCopyToContainer(Transferable.of(KEYS), "/keys.json")
                .waitingFor(Wait.forHealthcheck())
                .withStartupTimeout(LONGEST_START);
    }

    @SuppressWarnings("resource") // closed with the house
    private GenericContainer<?> container(String name) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withNetworkAliases(name)
                .withExposedPorts(PORT)
                .dependsOn(kafka);
    }

    private static HttpProbe probe(GenericContainer<?> service) {
        var address = service.getHost() + ":" + service.getMappedPort(PORT);
        return new HttpProbe(URI.create("http://" + address), KEY);
    }

    /// Empty counts as unset.
    private static String property(String name, String fallback) {
        var value = System.getProperty(name, "");
        return value.isBlank() ? fallback : value;
    }
}
