package io.activityledger.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.activityledger.kit.lifecycle.Readiness;
import io.activityledger.kit.metrics.Metrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestLogTest {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(RequestLogTest.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final HttpServer server =
            new HttpServer(
                    "logging",
                    HttpServerSettings.anyLoopbackPort(),
                    List.of(
                            Binding.get(
                                    "/work",
                                    ctx -> {
                                        LOG.info("at the door");
                                        var task =
                                                RequestIds.carried(() -> {
                                                    LOG.info("on another thread");
                                                    return 1;
                                                });
                                        Thread helper = Thread.ofVirtual().start(() -> call(task));
                                        helper.join();
                                        Answers.empty(ctx, 204);
                                    })),
                    _ -> new ErrorBody.Rendered(Answers.JSON, new byte[0]),
                    new Readiness(),
                    new Metrics());

    @BeforeEach
    void open() {
        var logger = (Logger) LOG;
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        ((Logger) LOG).detachAppender(lines);
    }

    @Test
    void everyLineOfARequestBearsItsId() throws Exception {
        // When
        try (var client = HttpClient.newHttpClient()) {
            for (String id : List.of("first", "second")) {
                var request =
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + server.port() + "/work"))
                                .header(RequestIds.HEADER, id)
                                .build();
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(204);
            }
        }
        LOG.info("of no request");

        // Then
        assertThat(lines.list)
                .extracting(line ->
                        line.getMessage() + ": " + line.getMDCPropertyMap().get(RequestIds.IN_LOG))
                .containsExactly(
                        "at the door: first",
                        "on another thread: first",
                        "at the door: second",
                        "on another thread: second",
                        "of no request: null");
    }

    private static void call(Callable<Integer> task) {
        try {
            task.call();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
