package io.activityledger.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.activityledger.testkit.FakeSchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/// The fake registry behind the two paths of Confluent's API that a writer asks.
final class HttpRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final HttpServer server;

    HttpRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/subjects/", this::register);
        server.createContext("/schemas/ids/", this::schema);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void register(HttpExchange exchange) throws IOException {
        String text = JSON.readTree(exchange.getRequestBody()).path("schema").asText();
        int id = schemas.register(exchange.getRequestURI().getPath(), text);
        answer(exchange, JSON.createObjectNode().put("id", id));
    }

    private void schema(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
        answer(exchange, JSON.createObjectNode().put("schema", schemas.schemaById(id).orElse("")));
    }

    private static void answer(HttpExchange exchange, ObjectNode json) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
