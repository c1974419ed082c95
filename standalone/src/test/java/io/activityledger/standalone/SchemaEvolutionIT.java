package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.LedgerCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Releases whose schemas differ work side by side, each a process of its own, on one topic.
class SchemaEvolutionIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anOldReaderReadsANewWriterAndANewReaderAnOldOne() throws Exception {
        // Given
        var services = new Services(CLUSTER);
        Service ingest = services.ingest("ingest");
        Service projector = services.projector("projector");
        ingest.awaitReady();
        projector.awaitReady();
        ingest.know("c1");
        UUID first = post(ingest, "of today");
        Path next = Files.writeString(CLUSTER.directory("next").resolve("next.avsc"), nextSchema());

        // When
        List<String> early = nextRelease(next, another(first, 40));
        UUID second = post(ingest, "of today, later");
        List<String> late = nextRelease(next, another(second, 41));

        // Then
        assertThat(early)
                .singleElement()
                .asString()
                .contains("\"title\": \"of today\"", "\"channel\": null");
        assertThat(late)
                .hasSize(3)
                .anyMatch(it -> it.contains("of the next release") && it.contains("phone"))
                .anyMatch(it -> it.contains("of today, later") && it.contains("\"channel\": null"));
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> timeline(projector).path("data").path("activities").size() == 4);
        assertThat(timeline(projector).findValuesAsText("title"))
                .containsExactlyInAnyOrder(
                        "of today",
                        "of today, later",
                        "of the next release",
                        "of the next release");
        assertABreakIsRefused();
    }

    /// A field without a default: today's records could not be read with it.
    private static void assertABreakIsRefused() throws Exception {
        ObjectNode broken = todaysSchema();
        ((ArrayNode) broken.path("fields")).addObject().put("name", "due").put("type", "string");
        try (var registry = new HttpSchemaRegistryClient(CLUSTER.registry())) {
            assertThatThrownBy(() -> registry.register("activities-value", broken.toString()))
                    .isInstanceOf(HttpSchemaRegistryClient.IncompatibleSchema.class);
        }
    }

    private static String nextSchema() throws Exception {
        ObjectNode next = todaysSchema();
        ObjectNode field = ((ArrayNode) next.path("fields")).addObject();
        field.put("name", "channel");
        field.putArray("type").add("null").add("string");
        field.putNull("default");
        return next.toString();
    }

    private static ObjectNode todaysSchema() throws Exception {
        try (var file = SchemaEvolutionIT.class.getResourceAsStream("/avro/ActivityCreated.avsc")) {
            return (ObjectNode) JSON.readTree(file);
        }
    }

    private static UUID post(Service ingest, String title) {
        Answer answer =
                ingest.probe()
                        .post(
                                "/v1/activities",
                                "{\"type\":\"call\",\"title\":\"%s\",\"contact_id\":\"c1\"}"
                                        .formatted(title));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        String id = answer.json().at("/data/activity/id").asText();
        return UUID.fromString(id.substring("act_".length()));
    }

    private static JsonNode timeline(Service projector) {
        return projector.probe().get("/v1/contacts/c1/activities").json();
    }

    /// Another id of the same slot, so that it may stand on the same partition.
    private static UUID another(UUID id, int bit) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ (1L << bit));
    }

    /// What the next release read before it wrote.
    private static List<String> nextRelease(Path schema, UUID id) throws Exception {
        Path output = CLUSTER.directory("next").resolve(id.toString());
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.activityledger.standalone.evolution.NextRelease",
                                CLUSTER.bootstrapServers(),
                                CLUSTER.registry().toString(),
                                schema.toString(),
                                id.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output).stream().filter(it -> it.startsWith("READ ")).toList();
    }
}
