package io.activityledger.kit.http;

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
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server for each test, with doors that echo, hold, break or leave a body unread, and a client.
final class SampleServer implements BeforeEachCallback, AfterEachCallback {

    static final ByteSize LIMIT = ByteSize.kib(64);
    static final ErrorBody ERRORS =
            error ->
                    new ErrorBody.Rendered(
                            Answers.JSON,
                            "%s %s %s"
                                    .formatted(error.code(), error.path(), error.requestId())
                                    .getBytes(StandardCharsets.UTF_8));

    private final Metrics metrics = new Metrics();
    private final Readiness readiness = new Readiness();
    private final Readiness.Gate gate = readiness.require("store", "restoring partition 3: 41 %");
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger unread = new AtomicInteger();
    private final HttpServer server = server(1024);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public void beforeEach(ExtensionContext context) {
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        release();
        client.close();
        server.close();
    }

    int port() {
        return server.port();
    }

    /// One more, started; closed by whoever asked.
    HttpServer another(int maxConcurrentRequests) {
        var another = server(maxConcurrentRequests);
        another.start();
        return another;
    }

    Readiness.Gate gate() {
        return gate;
    }

    /// How many requests were held at the door `/hold`.
    int held() {
        return held.get();
    }

    /// How many requests came to the door `/unread`, which does not look at bodies.
    int leftUnread() {
        return unread.get();
    }

    /// Lets them go.
    void release() {
        release.countDown();
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
        return new HttpServer("test", settings, bindings(), ERRORS, readiness, metrics);
    }

    private List<Binding> bindings() {
        return List.of(
                Binding.get("/things/{id}", ctx -> text(ctx, ctx.pathParam("id"))),
                Binding.get(
                        "/things/{id}/parts/{part}",
                        ctx -> text(ctx, ctx.pathParam("id") + " of " + ctx.pathParam("part"))),
                Binding.post("/unread", this::leaving),
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
            case RequestBody.TooLarge(var limit) -> new ErrorAnswers(ERRORS).tooLarge(ctx, limit);
            case RequestBody.Broken(var reason) -> text(ctx, reason);
        }
    }

    private void leaving(Context ctx) {
        unread.incrementAndGet();
        text(ctx, "left");
    }

    private void holding(Context ctx) throws InterruptedException {
        held.incrementAndGet();
        release.await();
        text(ctx, "held");
    }

    private static void text(Context ctx, String text) {
        Answers.write(ctx, 200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    CompletableFuture<HttpResponse<String>> hold(HttpServer at) {
        return client.sendAsync(request(at, "/hold").build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String target) throws Exception {
        return send(request(target));
    }

    HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return send(request("/echo").POST(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String target) {
        return request(server, target);
    }

    static HttpRequest.Builder request(HttpServer at, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + target))
                .timeout(Duration.ofSeconds(20));
    }

    String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static HttpRequest.BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    static String lines(String... head) {
        return String.join("\r\n", head) + "\r\n\r\n";
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
