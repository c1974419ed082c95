package io.activityledger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.activityledger.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// A schema registry behind the three questions of Confluent's API that the ledger asks.
public final class RegistryOverHttp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistry registry;
    private final String authorization;
    private final HttpServer server;

    public RegistryOverHttp(SchemaRegistry registry) {
        this(registry, HttpServer::create, "");
    }

    /// Over TLS, and only for those whose `Authorization` is this.
    public static RegistryOverHttp guarded(
            SchemaRegistry registry, SSLContext tls, String authorization) {
        return new RegistryOverHttp(
                registry,
                (address, backlog) -> {
                    var server = HttpsServer.create(address, backlog);
                    server.setHttpsConfigurator(new HttpsConfigurator(tls));
                    return server;
                },
                authorization);
    }

    private RegistryOverHttp(SchemaRegistry registry, Making making, String authorization) {
        this.registry = registry;
        this.authorization = authorization;
        try {
            server = making.server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/subjects/", guarded(this::register));
        server.createContext("/schemas/ids/", guarded(this::schema));
        server.createContext("/config/", guarded(RegistryOverHttp::compatibility));
        server.start();
    }

    public URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    private HttpHandler guarded(HttpHandler handler) {
        return exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization.isEmpty() || authorization.equals(given)) {
                handler.handle(exchange);
            } else {
                answer(exchange, 401, "{}");
            }
        };
    }

    private void register(HttpExchange exchange) throws IOException {
        String subject = segment(exchange, 1);
        var schema = JSON.readTree(exchange.getRequestBody()).path("schema").textValue();
        int id = registry.register(subject, schema);
        answer(exchange, 200, JSON.createObjectNode().put("id", id).toString());
    }

    private void schema(HttpExchange exchange) throws IOException {
        int id = Integer.parseInt(segment(exchange, 2));
        Optional<String> schema = registry.schemaById(id);
        if (schema.isEmpty()) {
            answer(exchange, 404, "{}");
        } else {
            answer(exchange, 200, JSON.createObjectNode().put("schema", schema.get()).toString());
        }
    }

    private static void compatibility(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
    }

    private static String segment(HttpExchange exchange, int at) {
        return Path.of(exchange.getRequestURI().getPath()).getName(at).toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private interface Making {
        HttpServer server(InetSocketAddress address, int backlog) throws IOException;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
