package io.activityledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {

    private static final Path HOME = Path.of(System.getProperty("ledger.registry.home"));
    private static final String SCHEMA =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Letter\\\","
                    + "\\\"fields\\\":[{\\\"name\\\":\\\"text\\\",\\\"type\\\":\\\"string\\\"}]}\"}";
    private static final String BREAKING = SCHEMA.replace("\\\"string\\\"", "\\\"int\\\"");

    @TempDir Path temp;

    @Test
    void aSchemaKeepsItsIdOverARestartAndABreakIsRefused() throws Exception {
        // Given
        String first;
        try (var registry = new EmbeddedRegistry(settings()).start()) {
            first = register(registry.uri(), SCHEMA);
        }

        // When
        try (var registry = new EmbeddedRegistry(settings()).start()) {
            var again = register(registry.uri(), SCHEMA);
            var broken = register(registry.uri(), BREAKING);

            // Then
            assertThat(first).startsWith("200 ");
            assertThat(again).isEqualTo(first);
            assertThat(broken).startsWith("409 ");
        }
    }

    @Test
    void theRegistryEndsWhenItsParentIsKilled() throws Exception {
        // Given
        var parent = ChildJvm.start(RegistryParent.class, HOME.toString(), temp.toString());
        var registry = ProcessHandle.of(Long.parseLong(ChildJvm.firstLine(parent))).orElseThrow();

        // When
        parent.destroyForcibly().waitFor();

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(registry.isAlive()).isFalse());
    }

    @Test
    void aFailedStartSaysWhereTheLogIs() throws IOException {
        // Given
        try (var thief = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var settings =
                    new EmbeddedRegistrySettings(HOME, temp, thief.getLocalPort(), Ports.anyFree());

            // When
            try (var registry = new EmbeddedRegistry(settings)) {

                // Then
                assertThatThrownBy(registry::start)
                        .hasMessageContaining(temp.resolve("registry.log").toString())
                        .hasMessageContaining(Integer.toString(thief.getLocalPort()));
            }
        }
    }

    private EmbeddedRegistrySettings settings() {
        return new EmbeddedRegistrySettings(HOME, temp, Ports.anyFree(), Ports.anyFree());
    }

    private static String register(URI registry, String schema) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(registry + "/subjects/letters-value/versions"))
                            .header("content-type", "application/vnd.schemaregistry.v1+json")
                            .POST(HttpRequest.BodyPublishers.ofString(schema))
                            .build();
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
