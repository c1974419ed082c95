package io.activityledger.timeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.testkit.HttpProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiEndpointTest {

    private final HttpServer server =
            new HttpServer(
                    "document",
                    HttpServerSettings.anyLoopbackPort(),
                    List.of(new OpenApiEndpoint().binding(), new OpenApiEndpoint().root()),
                    new DialectErrors(),
                    new Readiness(),
                    new Metrics());

    @BeforeEach
    void open() {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theDocumentIsServedToAnybodyToTheByte() throws IOException {
        // Given
        String written = Files.readString(Path.of("../docs/openapi.yaml"));

        // When
        HttpProbe.Answer answer;
        try (var probe = probe()) {
            answer = probe.get("/openapi.yaml");
        }

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/yaml;charset=utf-8");
        assertThat(answer.body()).isEqualTo(written);
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        // Given
        try (var probe = probe()) {
            String tag = probe.get("/openapi.yaml").header("ETag").orElseThrow();

            // When
            var answer =
                    probe.answer(probe.request("/openapi.yaml").header("If-None-Match", tag).GET());

            // Then
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("ETag")).contains(tag);
        }
    }

    @Test
    void whoAsksAtTheRootIsSentThere() {
        try (var probe = probe()) {
            // When
            var answer = probe.get("/");

            // Then
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).contains("/openapi.yaml");
        }
    }

    private HttpProbe probe() {
        return new HttpProbe(URI.create("http://127.0.0.1:" + server.port()), "");
    }
}
