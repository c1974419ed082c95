package io.activityledger.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// How many a server takes at once, how it starts, says that it is ready, and ends.
class HttpServerLifeTest {

    @RegisterExtension final SampleServer server = new SampleServer();

    @Test
    void beyondTheBoundTheAnswerIsBusyAtOnceButHealthStillAnswers() throws Exception {
        // Given
        var small = server.another(2);
        var under = List.of(server.hold(small), server.hold(small));
        await().until(() -> server.held() == 2);
        // When
        var refused = server.send(SampleServer.request(small, "/things/a"));
        var health = server.send(SampleServer.request(small, "/health/live"));
        server.release();
        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(SampleServer.header(refused, "Retry-After")).isEqualTo("1");
        assertThat(refused.body()).startsWith("overloaded /things/a ");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(under).allSatisfy(it -> assertThat(it.get().statusCode()).isEqualTo(200));
        await().untilAsserted(() ->
                assertThat(server.send(SampleServer.request(small, "/things/a")).statusCode())
                        .isEqualTo(200));
        small.close();
    }

    @Test
    void aRequestUnderWayIsAnsweredWhileTheServerStops() throws Exception {
        // Given
        var stopping = server.another(8);
        int port = stopping.port();
        var under = server.hold(stopping);
        await().until(() -> server.held() == 1);
        // When
        var stop = CompletableFuture.runAsync(stopping::close);
        await().until(() -> refuses(port));
        server.release();
        // Then
        assertThat(under.get().statusCode()).isEqualTo(200);
        stop.get();
    }

    @Test
    void aConnectionThatWasOpenBeforeTheServerStopsIsServedOnceMoreAndClosed() throws Exception {
        // Given
        var stopping = server.another(8);
        int port = stopping.port();
        try (var open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.setSoTimeout(20_000);
            ask(open, "/things/a");
            await().until(() -> open.getInputStream().available() > 0);
            var under = server.hold(stopping);
            await().until(() -> server.held() == 1);
            // When
            var stop = CompletableFuture.runAsync(stopping::close);
            await().until(() -> refuses(port));
            ask(open, "/things/b");
            String answers = new String(open.getInputStream().readAllBytes(), UTF_8);
            server.release();
            // Then
            assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
            assertThat(answers).containsOnlyOnce("Connection: close");
            assertThat(under.get().statusCode()).isEqualTo(200);
            stop.get();
        }
    }

    @Test
    void aCallerThatWentAwayIsNoErrorInTheLog() throws Exception {
        // Given
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(ErrorAnswers.class);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(lines);
        try (var leaving = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            ask(leaving, "/hold");
            await().until(() -> server.held() == 1);
            leaving.setSoLinger(true, 0);
        }
        // When
        server.release();
        await().until(() -> !lines.list.isEmpty());
        logger.detachAppender(lines);
        logger.setLevel(null);
        // Then
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.DEBUG));
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        // When
        String answers =
                server.raw(
                        SampleServer.lines("GET /things/a HTTP/1.1", "Host: x")
                                + SampleServer.lines(
                                        "POST /echo HTTP/1.1", "Host: x", "Content-Length: 2")
                                + "{}"
                                + SampleServer.lines("GET /nowhere HTTP/1.1", "Host: x")
                                + SampleServer.lines(
                                        "GET /things/c HTTP/1.1", "Host: x", "Connection: close"));
        // Then
        assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(4);
        assertThat(answers.split("HTTP/1.1 404 ", -1)).hasSize(2);
    }

    @Test
    void readinessNamesEveryCondition() throws Exception {
        // Given
        var before = server.get("/health/ready");
        // When
        server.gate().open();
        var after = server.get("/health/ready");
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
                        "second",
                        settings,
                        List.of(),
                        SampleServer.ERRORS,
                        new Readiness(),
                        new Metrics());

        // When
        var failure = catchThrowable(second::start);

        // Then
        assertThat(failure)
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining("Port %d on".formatted(server.port()));
    }

    private static void ask(Socket open, String target) throws IOException {
        String request = SampleServer.lines("GET " + target + " HTTP/1.1", "Host: x");
        open.getOutputStream().write(request.getBytes(UTF_8));
        open.getOutputStream().flush();
    }

    private static boolean refuses(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
