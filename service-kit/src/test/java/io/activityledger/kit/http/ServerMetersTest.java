package io.activityledger.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerMetersTest {

    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| `((?:ledger|jvm|process|system)_[a-z0-9_]+)`", Pattern.MULTILINE);
    private static final Pattern SERVED = Pattern.compile("^# TYPE (\\S+) ", Pattern.MULTILINE);

    private final Metrics metrics = Metrics.ofThisProcess();
    private final Readiness readiness = new Readiness();
    private final HttpServer server =
            new HttpServer(
                    "doors",
                    HttpServerSettings.anyLoopbackPort(),
                    List.of(
                            Binding.get("/things/{id}", ctx -> Answers.empty(ctx, 204)),
                            Binding.get("/full", ServerMetersTest::refuse),
                            Binding.get(
                                    "/broken",
                                    _ -> {
                                        throw new IllegalStateException("a bug");
                                    })),
                    _ -> new ErrorBody.Rendered(Answers.JSON, new byte[0]),
                    readiness,
                    metrics);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aRequestIsTimedUnderItsRouteNotItsPath() throws Exception {
        // Given
        send("GET", "/things/17");
        send("GET", "/things/18");
        send("HEAD", "/things/18");

        // When
        String scrape = scrape();

        // Then
        assertThat(scrape)
                .contains(
                        "ledger_http_requests_seconds_count{method=\"GET\",route=\"/things/{id}\",server=\"doors\",status=\"2xx\"} 2\n",
                        "ledger_http_requests_seconds_count{method=\"HEAD\",route=\"/things/{id}\",server=\"doors\",status=\"2xx\"} 1\n")
                .doesNotContain("/things/17");
    }

    @Test
    void aBugIsTimedWithTheStatusThatWasAnswered() throws Exception {
        // Given
        send("GET", "/broken");

        // When
        String scrape = scrape();

        // Then
        assertThat(scrape)
                .contains(
                        "ledger_http_requests_seconds_count{method=\"GET\",route=\"/broken\",server=\"doors\",status=\"5xx\"} 1\n");
    }

    @Test
    void aRefusalIsCountedByTheCodeThatWasAnswered() throws Exception {
        // Given
        send("GET", "/full");
        send("GET", "/full");
        send("GET", "/broken");
        send("GET", "/nowhere");
        send("GET", "/things/1");

        // When
        String scrape = scrape();

        // Then
        assertThat(scrape)
                .contains(
                        "ledger_http_refusals_total{code=\"house_full\",server=\"doors\"} 2.0\n",
                        "ledger_http_refusals_total{code=\"internal_error\",server=\"doors\"}"
                                + " 1.0\n",
                        "ledger_http_refusals_total{code=\"not_found\",server=\"doors\"} 1.0\n");
    }

    private static void refuse(Context ctx) {
        Answers.refused(ctx, "house_full");
        Answers.empty(ctx, 503);
    }

    @Test
    void pathsAndMethodsThatSomebodyThinksOfMakeNoLabel() throws Exception {
        // Given
        var dice = new Random(7);
        send("GET", "/nowhere");
        send("PURGE1", "/things/1");
        scrape();
        List<String> before = names(scrape());

        // When
        for (int i = 0; i < 500; i++) {
            send("GET", "/" + Long.toString(dice.nextLong() >>> 1, 36));
            send("PURGE" + i, "/things/1");
        }

        // Then
        String after = scrape();
        assertThat(names(after)).isEqualTo(before);
        assertThat(after)
                .contains("ledger_http_unrouted_total{server=\"doors\",status=\"404\"} 501.0\n")
                .contains("ledger_http_unrouted_total{server=\"doors\",status=\"405\"} 501.0\n");
    }

    @Test
    void metricsAreServedBeforeTheServiceIsReady() throws Exception {
        // Given
        readiness.require("store", "restoring");

        // When
        HttpResponse<String> answer = send("GET", "/metrics");

        // Then
        assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(503);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(Metrics.CONTENT_TYPE);
    }

    @Test
    void whatCannotBeRefreshedHidesNothingElse() throws Exception {
        // Given
        metrics.beforeScrape(() -> {
            throw new IllegalStateException("away");
        });

        // When
        String scrape = scrape();

        // Then
        assertThat(scrape).contains("jvm_memory_used_bytes");
    }

    @Test
    void everyDocumentedNameIsServedAndTheReverse() throws Exception {
        // Given
        send("GET", "/things/1");
        System.gc();

        // When
        await().until(() -> scrape().contains("jvm_gc_pause_seconds"));

        // Then
        Collection<String> served = served(scrape());
        // a collector tells of its concurrent phases once it has had one
        served.remove("jvm_gc_concurrent_phase_time_seconds");
        assertThat(served).isEqualTo(documented());
    }

    private static Collection<String> documented() throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Without the maximum that stands beside each timer.
    private static Collection<String> served(String scrape) {
        return SERVED.matcher(scrape)
                .results()
                .map(each -> each.group(1))
                .filter(name -> !name.endsWith("_seconds_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> names(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("ledger_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    private String scrape() throws IOException, InterruptedException {
        return send("GET", "/metrics").body();
    }

    private HttpResponse<String> send(String method, String path)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, BodyPublishers.noBody())
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }
}
