package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.http.Answers;
import io.activityledger.kit.http.Binding;
import io.activityledger.kit.http.ErrorBody;
import io.activityledger.kit.http.HttpServer;
import io.activityledger.kit.http.HttpServerSettings;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final String PAGE = "https://app.example.com";
    private static final Workspaces WORKSPACES =
            Workspaces.settled(
                    List.of(new Workspace("acme", true, false, List.of(PAGE), List.of())));

    private final HttpServer server =
            new HttpServer(
                    "doors",
                    HttpServerSettings.anyLoopbackPort(),
                    PreflightEndpoint.beside(
                            List.of(Binding.get("/things/{id}", ctx -> Answers.empty(ctx, 204))),
                            List.of(
                                    Binding.put("/things/{id}", _ -> {}),
                                    Binding.post("/others", _ -> {})),
                            WORKSPACES),
                    _ -> new ErrorBody.Rendered(Answers.JSON, new byte[0]),
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
    void oneServerTellsOfAllMethodsThatThePathHasInTheHouse() throws Exception {
        // When
        HttpResponse<Void> answer = ask("/things/1", PAGE);

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, PUT");
        assertThat(header(answer, "Access-Control-Allow-Headers"))
                .contains("Idempotency-Key", "Authorization", "Ledger-Position");
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, PUT, OPTIONS");
    }

    @Test
    void pagesThatNobodyAllowsAreNotToldThatTheyMay() throws Exception {
        // When
        HttpResponse<Void> answer = ask("/things/1", "https://evil.example");

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-"));
        assertThat(header(answer, "Vary")).contains("Origin");
    }

    @Test
    void aPathOfAnotherServerIsNotAnsweredHere() throws Exception {
        assertThat(ask("/others", PAGE).statusCode()).isEqualTo(404);
    }

    private HttpResponse<Void> ask(String path, String origin) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .header("Origin", origin)
                            .header("Access-Control-Request-Method", "PUT")
                            .method("OPTIONS", BodyPublishers.noBody())
                            .build();
            return client.send(request, BodyHandlers.discarding());
        }
    }

    private static String header(HttpResponse<Void> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
