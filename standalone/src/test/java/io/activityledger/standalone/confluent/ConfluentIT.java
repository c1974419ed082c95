package io.activityledger.standalone.confluent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.LedgerCluster;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Confluent's own classes, which are on Maven Central inside another jar, read what we write and
/// write what we read, under one schema id; and they write in our codec's place.
class ConfluentIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String KEY = "wbk_confluent_test_admin_key";
    private static final Path JAR = Path.of(System.getProperty("ledger.confluent.jar", "absent"));

    @BeforeAll
    static void theJarIsThere() {
        Assumptions.assumeTrue(
                Files.exists(JAR), "Confluent's classes are not there: ledger.confluent.jar");
    }

    @Test
    void confluentsClassesAndOursReadEachOtherUnderOneSchemaId() throws Exception {
        try (var plain = start("plain", Map.of(), "");
                var confluent =
                        start(
                                "confluent",
                                Map.of(
                                        "LEDGER_KAFKA_VALUE_SERIALIZER",
                                        "io.confluent.kafka.serializers.KafkaAvroSerializer"),
                                File.pathSeparator + JAR)) {
            // Given
            plain.awaitReady();
            confluent.awaitReady();
            plain.post("ours");
            confluent.post("theirs, in our place");
            UUID id = anotherOf(recorded().getLast());

            // When
            List<String> lines = confluentClient(id);

            // Then
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("READ "))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("\"ours\""))
                    .anyMatch(line -> line.contains("\"theirs, in our place\""));
            assertThat(lines).anyMatch(line -> line.startsWith("WROTE "));
            List<byte[]> values = recorded().stream().map(ConsumerRecord::value).toList();
            assertThat(titles(values))
                    .containsExactlyInAnyOrder(
                            "ours", "theirs, in our place", "from Confluent's serializer");
            assertThat(values.stream().map(value -> ByteBuffer.wrap(value, 0, 5)).distinct())
                    .as("magic byte and schema id")
                    .hasSize(1);
            assertThat(confluent.loadedClasses())
                    .contains("io.confluent.kafka.schemaregistry.client.rest.RestService");
            assertThat(plain.loadedClasses()).doesNotContain("io.confluent.");
        }
    }

    private static List<String> titles(List<byte[]> values) {
        try (var registry = new HttpSchemaRegistryClient(CLUSTER.registry())) {
            var codec = new EventCodec(registry);
            return values.stream()
                    .map(value ->
                            switch (codec.decode(value)) {
                                case Decoded.Value(var activity) ->
                                        String.valueOf(activity.title());
                                case Decoded.Unreadable(var reason) -> "unreadable: " + reason;
                            })
                    .toList();
        }
    }

    /// The same slot, so that it may stand where this record does.
    private static UUID anotherOf(ConsumerRecord<byte[], byte[]> record) {
        try (var registry = new HttpSchemaRegistryClient(CLUSTER.registry())) {
            var activity = new EventCodec(registry).decode(record.value());
            return switch (activity) {
                case Decoded.Value(var it) -> {
                    UUID taken = UUID.fromString(it.id().bare());
                    yield new UUID(
                            taken.getMostSignificantBits(),
                            taken.getLeastSignificantBits() ^ (1L << 40));
                }
                case Decoded.Unreadable(var reason) -> throw new AssertionError(reason);
            };
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> recorded() {
        var bytes = new ByteArrayDeserializer();
        Map<String, Object> properties = Map.of("bootstrap.servers", CLUSTER.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            var partitions =
                    consumer.partitionsFor("activities").stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /// Only the foreign jar and this package's classes, none of them ours.
    private static List<String> confluentClient(UUID id) throws Exception {
        Path classes =
                Path.of(
                        ConfluentClient.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Path output = CLUSTER.directory("client").resolve("output");
        var process =
                new ProcessBuilder(
                                java(),
                                "-cp",
                                JAR + File.pathSeparator + classes,
                                ConfluentClient.class.getName(),
                                CLUSTER.bootstrapServers(),
                                CLUSTER.registry().toString(),
                                id.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output, UTF_8);
    }

    private static Ingest start(String name, Map<String, String> settings, String furtherJars)
            throws Exception {
        Path directory = CLUSTER.directory(name);
        int port = Ports.anyFree();
        var building =
                new ProcessBuilder(
                                java(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xlog:class+load=info:file=" + directory.resolve("classes"),
                                "-cp",
                                System.getProperty("java.class.path") + furtherJars,
                                "io.activityledger.ingest.Main")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile());
        var environment = building.environment();
        environment.put("LEDGER_KAFKA_BOOTSTRAP", CLUSTER.bootstrapServers());
        environment.put("LEDGER_REGISTRY_URL", CLUSTER.registry().toString());
        environment.put("LEDGER_TOPICS_PARTITIONS", "4");
        environment.put("LEDGER_HTTP_PORT", Integer.toString(port));
        environment.put("LEDGER_DATA_DIR", directory.resolve("data").toString());
        environment.put("LEDGER_SECRET", "A".repeat(43) + "=");
        environment.put("LEDGER_ADMIN_KEY", KEY);
        environment.putAll(settings);
        return new Ingest(
                building.start(),
                new HttpProbe(URI.create("http://127.0.0.1:" + port), KEY),
                directory);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// An ingest API as a process of its own.
    private record Ingest(Process process, HttpProbe probe, Path directory)
            implements AutoCloseable {

        void awaitReady() {
            Awaitility.await()
                    .atMost(LONGEST)
                    .ignoreExceptions()
                    .until(() -> probe.get("/health/ready").status() == 200);
        }

        void post(String title) {
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> probe.put("/v1/contacts/c1", "{}").status() < 300);
            String body =
                    "{\"type\":\"call\",\"title\":\"%s\",\"contact_id\":\"c1\"}".formatted(title);
            var answer = probe.post("/v1/activities", body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        }

        String loadedClasses() throws Exception {
            return Files.readString(directory.resolve("classes"));
        }

        @Override
        public void close() {
            probe.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
