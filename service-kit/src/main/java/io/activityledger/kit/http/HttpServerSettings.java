package io.activityledger.kit.http;

import io.activityledger.kit.settings.Bounds;
import io.activityledger.kit.settings.ByteSize;
import io.activityledger.kit.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;

/// Where a server listens and what it bears.
///
/// @param port 0 for any free one
/// @param maxConcurrentRequests beyond these a request is answered 503 at once
/// @param stopLimit how long requests under way may still take when the server stops
public record HttpServerSettings(
        String host,
        int port,
        int maxConcurrentRequests,
        ByteSize maxHeaders,
        Duration idleTimeout,
        Duration stopLimit) {

    /// Reads `<prefix>_HOST`, `<prefix>_PORT`, `<prefix>_MAX_CONCURRENT_REQUESTS` and so on.
    public static HttpServerSettings read(SettingsReader reader, String prefix, int port) {
        return new HttpServerSettings(
                reader.text(prefix + "_HOST", "127.0.0.1", "Address the server listens on."),
                reader.port(prefix + "_PORT", port, "Port the server listens on; 0 is any."),
                reader.number(
                        prefix + "_MAX_CONCURRENT_REQUESTS",
                        1024,
                        Bounds.of(1, 100_000),
                        "Requests served at a time; beyond these the answer is 503 at once."),
                reader.byteSize(
                        prefix + "_MAX_HEADERS",
                        ByteSize.kib(16),
                        "Size of a request's line and headers; beyond it the answer is 431."),
                reader.duration(
                        prefix + "_IDLE_TIMEOUT",
                        Duration.ofSeconds(30),
                        "How long a connection may be silent before it is closed."),
                reader.duration(
                        prefix + "_STOP_LIMIT",
                        Duration.ofSeconds(5),
                        "How long requests under way may still take when the server stops."));
    }

    /// Any free port on loopback, with everything else as by default.
    public static HttpServerSettings anyLoopbackPort() {
        return read(new SettingsReader(Map.of()), "HTTP", 0);
    }
}
