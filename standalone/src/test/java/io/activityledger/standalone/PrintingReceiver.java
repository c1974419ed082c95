package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/// A receiver of webhooks for a container of its own: prints each request to its path as one line,
/// answers 204.
final class PrintingReceiver {

    static final int PORT = 8080;
    static final String PATH = "/hook";
    static final String READY = "LISTENING";
    static final String RECEIVED = "RECEIVED ";

    private PrintingReceiver() {}

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.createContext(
                PATH,
                exchange -> {
                    try (exchange) {
                        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                        var id = exchange.getRequestHeaders().getFirst("webhook-id");
                        System.out.println(RECEIVED + id + " " + body);
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        server.start();
        System.out.println(READY);
    }
}
