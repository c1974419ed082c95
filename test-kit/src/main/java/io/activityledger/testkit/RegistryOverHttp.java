package io.activityledger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.activityledger.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// A schema registry behind the two questions of Confluent's API that the ledger asks.
public final class RegistryOverHttp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SchemaRegistry registry;
    private final HttpServer server;

    public RegistryOverHttp(SchemaRegistry registry) {
        this.registry = registry;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/subjects/", this::register);
        server.createContext("/schemas/ids/", this::schema);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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

    @Override
    public void close() {
        server.stop(0);
    }
}
