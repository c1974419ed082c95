package io.activityledger.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryClientTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile String level = "BACKWARD";
    private volatile int changing = 200;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String method = exchange.getRequestMethod();
                    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    heard.add(
                            "%s %s %s %s"
                                    .formatted(
                                            method,
                                            exchange.getRequestURI().getPath(),
                                            exchange.getRequestHeaders().getFirst("Authorization"),
                                            body));
                    byte[] answer =
                            (method.equals("POST")
                                            ? "{\"id\":7}"
                                            : "{\"compatibilityLevel\":\"" + level + "\"}")
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(
                            method.equals("PUT") ? changing : 200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aSubjectThatWouldTakeABreakIsToldToKeepEveryVersionReadable() throws Exception {
        // Given
        try (var client = client()) {
            // When
            int id = client.register("things-value", "\"string\"");
            // Then
            assertThat(id).isEqualTo(7);
            assertThat(heard)
                    .hasSize(3)
                    .last()
                    .isEqualTo(
                            "PUT /config/things-value Basic x {\"compatibility\":\"FULL_TRANSITIVE\"}");
            assertThat(heard).allMatch(each -> each.contains(" Basic x "));
        }
    }

    @Test
    void aSubjectThatIsKeptSoIsLeftAlone() throws Exception {
        // Given
        level = "FULL_TRANSITIVE";
        try (var client = client()) {
            // When
            client.register("things-value", "\"string\"");
            // Then
            assertThat(heard).hasSize(2).noneMatch(each -> each.startsWith("PUT"));
        }
    }

    @Test
    void aRegistryThatLetsNobodyChangeItsRulesIsWrittenTo() throws Exception {
        // Given
        changing = 403;
        try (var client = client()) {
            // Then
            assertThat(client.register("things-value", "\"string\"")).isEqualTo(7);
        }
    }

    private HttpSchemaRegistryClient client() throws Exception {
        var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new HttpSchemaRegistryClient(
                base, Map.of("Authorization", "Basic x"), SSLContext.getDefault());
    }
}
