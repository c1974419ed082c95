package io.activityledger.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// What does this server answer to a client with this key? A plain HTTP client for tests; an
/// [UncheckedIOException] says that no answer came. Safe for many threads.
public final class HttpProbe implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_LIMIT)
                    .build();

    public HttpProbe(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    public Answer get(String path) {
        return answer(request(path).GET());
    }

    public Answer post(String path, String json) {
        return answer(request(path).POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, String json) {
        return answer(request(path).PUT(BodyPublishers.ofString(json)));
    }

    /// For what the three do not say: [#answer] sends it.
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key);
    }

    public Answer answer(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", stopped);
        }
    }

    /// Whether a GET of `uri` is answered with 200 right now.
    static boolean answers(URI uri) {
        try (var probe = new HttpProbe(uri, "")) {
            return probe.get("").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    /// One answer: its status, headers and body.
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (JsonProcessingException notJson) {
                throw new AssertionError("no JSON: " + this, notJson);
            }
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        @Override
        public String toString() {
            return response.uri() + " -> " + status() + " " + body();
        }
    }
}
