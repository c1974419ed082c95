package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// A collector of traces on loopback: takes OTLP over HTTP and tells which spans came. Safe for any
/// thread.
final class TraceCollector implements AutoCloseable {

    /// Where spans lie in a request: its resources' scopes' spans, each field 2 but the first.
    private static final List<Integer> TO_SPANS = List.of(1, 2, 2);

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_ID = 4;
    private static final int NAME = 5;

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceCollector() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /// Ids in hexadecimal digits.
    record Span(String trace, String id, String parent, String name) {}

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Span> spansOf(String trace) {
        return spans.stream().filter(it -> it.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = new Message(1, ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()));
            Stream<Message> found = Stream.of(request);
            for (int field : TO_SPANS) {
                found = found.flatMap(it -> it.parts(field));
            }
            spans.addAll(found.map(TraceCollector::span).toList());
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span span(Message message) {
        return new Span(
                message.hex(TRACE_ID),
                message.hex(SPAN_ID),
                message.hex(PARENT_ID),
                message.text(NAME));
    }

    /// As much of Protocol Buffers as it takes: fields with a length are looked into, others
    /// passed.
    private record Message(int field, ByteBuffer bytes) {

        private static final Map<Integer, Integer> FIXED = Map.of(1, Long.BYTES, 5, Integer.BYTES);
        private static final int WITH_LENGTH = 2;

        Stream<Message> parts(int wanted) {
            var parts = new CopyOnWriteArrayList<Message>();
            ByteBuffer rest = bytes.duplicate();
            while (rest.hasRemaining()) {
                int tag = (int) number(rest);
                int kind = tag & 7;
                if (kind == WITH_LENGTH) {
                    int length = (int) number(rest);
                    parts.add(new Message(tag >>> 3, rest.slice(rest.position(), length)));
                    rest.position(rest.position() + length);
                } else if (FIXED.containsKey(kind)) {
                    rest.position(rest.position() + FIXED.get(kind));
                } else {
                    number(rest);
                }
            }
            return parts.stream().filter(it -> it.field == wanted);
        }

        String hex(int wanted) {
            return HexFormat.of().formatHex(content(wanted));
        }

        String text(int wanted) {
            return new String(content(wanted), UTF_8);
        }

        private byte[] content(int wanted) {
            return parts(wanted).findFirst().map(Message::copied).orElse(new byte[0]);
        }

        private byte[] copied() {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        }

        private static long number(ByteBuffer from) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = from.get();
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
