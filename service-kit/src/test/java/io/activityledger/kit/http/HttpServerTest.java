package io.activityledger.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import io.activityledger.kit.settings.ByteSize;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private static final ByteSize LIMIT = ByteSize.kib(64);

    private final Metrics metrics = new Metrics();
    private final Readiness readiness = new Readiness();
    private final Readiness.Gate gate = readiness.require("store", "restoring partition 3: 41 %");
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final ErrorBody errors =
            error ->
                    new ErrorBody.Rendered(
                            Answers.JSON,
                            "%s %s %s"
                                    .formatted(error.code(), error.path(), error.requestId())
                                    .getBytes(StandardCharsets.UTF_8));
    private final HttpServer server = server(1024);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        client.close();
        server.close();
    }

    @Test
    void anIdMayHoldSlashesSpacesAndAnyLetter() throws Exception {
        assertThat(get("/things/a%2Fb").body()).isEqualTo("a/b");
        assertThat(get("/things/a%20b").body()).isEqualTo("a b");
        assertThat(get("/things/a+b").body()).isEqualTo("a+b");
        assertThat(get("/things/%C3%A9%E2%82%AC%F0%9F%98%80").body()).isEqualTo("é€😀");
        assertThat(get("/things/100%25").body()).isEqualTo("100%");
        assertThat(get("/things/a%3Bb;c").body()).isEqualTo("a;b;c");
        assertThat(get("/things/..%2F..%2Fhealth").body()).isEqualTo("../../health");
        assertThat(get("/things/a%2Fb/parts/%2F").body()).isEqualTo("a/b of /");
    }

    @Test
    void anUnknownRouteIsNotFound() throws Exception {
        // When
        var answer = get("/nothing%2Fhere");
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("not_found /nothing%2Fhere " + header(answer, "X-Request-Id"));
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        // When
        var answer = send(request("/things/a").DELETE());
        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(answer.body()).startsWith("method_not_allowed /things/a ");
    }

    @Test
    void aMethodIsToldOnceThoughItHasAnAnswerOfItsOwn() throws Exception {
        assertThat(header(get("/unread"), "Allow")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void noHeaderMakesAnotherMethodOfARequest() throws Exception {
        // When
        var answer = send(request("/things/a").header("X-HTTP-Method-Override", "DELETE"));
        // Then
        assertThat(answer.body()).isEqualTo("a");
    }

    @Test
    void optionsAndHeadAreSane() throws Exception {
        // When
        var options = send(request("/echo").method("OPTIONS", BodyPublishers.noBody()));
        var head = send(request("/things/abc").HEAD());
        // Then
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Allow")).isEqualTo("POST, OPTIONS");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("3");
        assertThat(head.body()).isEmpty();
        assertThat(send(request("/nowhere").HEAD()).statusCode()).isEqualTo(404);
    }

    @Test
    void aBugIsAnInternalErrorWithoutADetail() throws Exception {
        // When
        var answer = get("/broken");
        var worse = get("/worse");
        // Then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("internal_error /broken " + header(answer, "X-Request-Id"));
        assertThat(worse.statusCode()).isEqualTo(500);
        assertThat(worse.body()).startsWith("internal_error /worse ");
    }

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        // Given
        var bytes = new byte[LIMIT.asInt()];
        // When
        var announced = post(BodyPublishers.ofByteArray(bytes));
        var chunked = post(chunked(bytes));
        // Then
        assertThat(announced.body()).isEqualTo("65536");
        assertThat(chunked.body()).isEqualTo("65536");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAnnouncedOrNot() throws Exception {
        // Given
        var bytes = new byte[LIMIT.asInt() + 1];
        // When
        var announced = post(BodyPublishers.ofByteArray(bytes));
        var chunked = post(chunked(bytes));
        var chunkedAndLong = post(chunked(new byte[1 << 20]));
        // Then
        assertThat(List.of(announced, chunked, chunkedAndLong))
                .allSatisfy(it -> assertThat(it.statusCode()).isEqualTo(413))
                .allSatisfy(it -> assertThat(it.body()).startsWith("payload_too_large /echo "));
    }

    @Test
    void anAnnouncedBodyThatIsTooLargeIsRefusedBeforeAByteOfItIsSent() throws Exception {
        // Given
        String[] head = {
            "POST /echo HTTP/1.1", "Host: x", "Content-Length: 99999999999", "Expect: 100-continue"
        };
        // When
        String answer = raw(lines(head));
        // Then
        assertThat(answer).startsWith("HTTP/1.1 413 ").containsIgnoringCase("Connection: close");
    }

    @Test
    void aBodyThatBreaksOffIsToldOfInOurWords() throws Exception {
        // When
        String answer =
                raw(
                        lines("POST /echo HTTP/1.1", "Host: x", "Transfer-Encoding: chunked")
                                + "zz\r\n");
        // Then
        assertThat(answer).contains("it breaks off").doesNotContain("Exception");
    }

    @Test
    void everyAnswerHasARequestIdTheCallersOwnWhenSane() throws Exception {
        // When
        var own = send(request("/things/a").header("X-Request-Id", "Job-7_a.b"));
        var odd = send(request("/nowhere").header("X-Request-Id", "a b"));
        var tooLong = send(request("/things/a").header("X-Request-Id", "x".repeat(129)));
        var fresh = get("/things/a");
        // Then
        assertThat(header(own, "X-Request-Id")).isEqualTo("Job-7_a.b");
        assertThat(header(odd, "X-Request-Id")).matches("[A-Za-z0-9._-]{1,128}");
        assertThat(header(tooLong, "X-Request-Id")).matches("[A-Za-z0-9._-]{1,128}");
        assertThat(header(fresh, "X-Request-Id"))
                .matches("[A-Za-z0-9._-]{1,128}")
                .isNotEqualTo(header(tooLong, "X-Request-Id"));
    }

    @Test
    void whatIsRefusedBeforeAnyRouteIsRenderedToo() throws Exception {
        // When
        String badPath = raw(lines("GET /things/%zz HTTP/1.1", "Host: x"));
        String badVersion = raw(lines("GET /things/a HTTP/9.9", "Host: x"));
        String longHeader = raw(lines("GET / HTTP/1.1", "Host: x", "X-A: " + "a".repeat(20_000)));
        // Then
        assertThat(List.of(badPath, badVersion))
                .allSatisfy(
                        it -> assertThat(it).startsWith("HTTP/1.1 400 ").contains("bad_request "))
                .allSatisfy(it -> assertThat(it).containsIgnoringCase("Connection: close"));
        assertThat(longHeader).startsWith("HTTP/1.1 431 ").contains("headers_too_large ");
        assertThat(longHeader).containsIgnoringCase("x-request-id: ");
    }

    @Test
    void beyondTheBoundTheAnswerIsBusyAtOnceButHealthStillAnswers() throws Exception {
        // Given
        var small = server(2);
        small.start();
        var under = List.of(hold(small), hold(small));
        await().until(() -> held.get() == 2);
        // When
        var refused = send(request(small, "/things/a"));
        var health = send(request(small, "/health/live"));
        release.countDown();
        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(refused.body()).startsWith("overloaded /things/a ");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(under).allSatisfy(it -> assertThat(it.get().statusCode()).isEqualTo(200));
        await().untilAsserted(() ->
                assertThat(send(request(small, "/things/a")).statusCode()).isEqualTo(200));
        small.close();
    }

    @Test
    void aRequestUnderWayIsAnsweredWhileTheServerStops() throws Exception {
        // Given
        var stopping = server(8);
        stopping.start();
        int port = stopping.port();
        var under = hold(stopping);
        await().until(() -> held.get() == 1);
        // When
        var stop = CompletableFuture.runAsync(stopping::close);
        await().until(() -> refuses(port));
        release.countDown();
        // Then
        assertThat(under.get().statusCode()).isEqualTo(200);
        stop.get();
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        // When
        String answers =
                raw(
                        lines("GET /things/a HTTP/1.1", "Host: x")
                                + lines("POST /echo HTTP/1.1", "Host: x", "Content-Length: 2")
                                + "{}"
                                + lines("GET /nowhere HTTP/1.1", "Host: x")
                                + lines("GET /things/c HTTP/1.1", "Host: x", "Connection: close"));
        // Then
        assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(4);
        assertThat(answers.split("HTTP/1.1 404 ", -1)).hasSize(2);
    }

    @Test
    void readinessNamesEveryCondition() throws Exception {
        // Given
        var before = get("/health/ready");
        // When
        gate.open();
        var after = get("/health/ready");
        // Then
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body())
                .isEqualTo(
                        "{\"ready\":false,\"conditions\":[{\"name\":\"store\",\"ready\":false,"
                                + "\"reason\":\"restoring partition 3: 41 %\"}]}");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).startsWith("{\"ready\":true");
    }

    @Test
    void queriesAreDecoded() throws Exception {
        assertThat(get("/query?q=a%26b+c%2B&q=2").body()).isEqualTo("[a&b c+, 2]");
    }

    private HttpServer server(int maxConcurrentRequests) {
        var some = HttpServerSettings.anyLoopbackPort();
        var settings =
                new HttpServerSettings(
                        some.host(),
                        0,
                        maxConcurrentRequests,
                        some.maxHeaders(),
                        some.idleTimeout(),
                        some.stopLimit());
        return new HttpServer("test", settings, bindings(), errors, readiness, metrics);
    }

    private List<Binding> bindings() {
        return List.of(
                Binding.get("/things/{id}", ctx -> text(ctx, ctx.pathParam("id"))),
                Binding.get(
                        "/things/{id}/parts/{part}",
                        ctx -> text(ctx, ctx.pathParam("id") + " of " + ctx.pathParam("part"))),
                Binding.post("/unread", ctx -> text(ctx, "left")),
                new Binding("OPTIONS", "/unread", ctx -> Answers.empty(ctx, 204)),
                Binding.get("/query", ctx -> text(ctx, ctx.queryParams("q").toString())),
                Binding.get("/hold", this::holding),
                Binding.get(
                        "/broken",
                        _ -> {
                            throw new IllegalStateException("a secret detail");
                        }),
                Binding.get(
                        "/worse",
                        _ -> {
                            throw new AssertionError("a secret detail");
                        }),
                Binding.post("/echo", this::echo));
    }

    private void echo(Context ctx) {
        switch (RequestBody.read(ctx, LIMIT)) {
            case RequestBody.Read(var bytes) -> text(ctx, String.valueOf(bytes.length));
            case RequestBody.TooLarge(var limit) -> new ErrorAnswers(errors).tooLarge(ctx, limit);
            case RequestBody.Broken(var reason) -> text(ctx, reason);
        }
    }

    private void holding(Context ctx) throws InterruptedException {
        held.incrementAndGet();
        release.await();
        text(ctx, "held");
    }

    private static void text(Context ctx, String text) {
        Answers.write(ctx, 200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<HttpResponse<String>> hold(HttpServer at) {
        return client.sendAsync(request(at, "/hold").build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String target) throws Exception {
        return send(request(target));
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return send(request("/echo").POST(body));
    }

    private static HttpRequest.BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    @Test
    void whoSendsALargeBodyThatNobodyReadsIsAnsweredEachTime() throws Exception {
        for (int round = 0; round < 30; round++) {
            var large = request("/unread").POST(BodyPublishers.ofString("x".repeat(200_000)));
            var small = request("/unread").POST(BodyPublishers.ofString("x"));

            // When
            var answer = send(large);

            // Then
            assertThat(answer.body()).isEqualTo("left");
            assertThat(header(answer, "Connection")).isEqualTo("close");
            assertThat(header(send(small), "Connection")).isEmpty();
        }
    }

    @Test
    void whoSendsChunksThatNobodyReadsIsToldThatTheConnectionEnds() throws Exception {
        // When
        var unread = send(request("/unread").POST(chunked(new byte[3_000])));
        var nowhere = send(request("/nowhere").POST(chunked(new byte[3_000])));
        var wrongMethod = send(request("/things/a").method("PATCH", chunked(new byte[3_000])));
        // Then
        assertThat(List.of(unread, nowhere, wrongMethod))
                .extracting(HttpResponse::statusCode)
                .containsExactly(200, 404, 405);
        assertThat(List.of(unread, nowhere, wrongMethod))
                .allSatisfy(it -> assertThat(header(it, "Connection")).isEqualTo("close"));
    }

    @Test
    void aTakenPortIsSaidInASentence() {
        // Given
        var some = HttpServerSettings.anyLoopbackPort();
        var settings =
                new HttpServerSettings(
                        some.host(),
                        server.port(),
                        1,
                        some.maxHeaders(),
                        some.idleTimeout(),
                        some.stopLimit());
        var second =
                new HttpServer(
                        "second", settings, List.of(), errors, new Readiness(), new Metrics());

        // When
        var failure = catchThrowable(second::start);

        // Then
        assertThat(failure)
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining("Port %d on".formatted(server.port()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String target) {
        return request(server, target);
    }

    private static HttpRequest.Builder request(HttpServer at, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + target))
                .timeout(Duration.ofSeconds(20));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static boolean refuses(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static String lines(String... head) {
        return String.join("\r\n", head) + "\r\n\r\n";
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
