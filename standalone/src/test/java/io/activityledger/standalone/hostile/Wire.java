package io.activityledger.standalone.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What does the server answer to these very bytes? A client that sends what no HTTP library would,
/// on one connection as long as that is sound. One thread uses it.
public final class Wire implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    private final InetSocketAddress server;
    private @Nullable Socket socket;
    private @Nullable InputStream answers;
    private String story = "";

    public Wire(URI server) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    /// Empty where the connection ended, or the time was over, before an answer came.
    public Optional<WireAnswer> exchange(HostileRequest request) {
        if (!request.framing().sound()) {
            close();
        }
        try {
            Socket connection = connected();
            send(connection, request);
            WireAnswer answer = read(request.method().equals("HEAD"));
            story = "after " + request + "\n-> " + answer;
            if (!request.framing().sound() || answer.closes()) {
                close();
            }
            return Optional.of(answer);
        } catch (IOException noAnswer) {
            story = noAnswer + "\n" + story;
            close();
            return Optional.empty();
        }
    }

    /// Why there was no answer, and what the last one was.
    public String story() {
        return story;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        answers = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                // it is closed all the same
            }
        }
    }

    private Socket connected() throws IOException {
        Socket open = socket;
        if (open != null) {
            return open;
        }
        var fresh = new Socket();
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout((int) ANSWER_LIMIT.toMillis());
        fresh.connect(server, (int) CONNECT_LIMIT.toMillis());
        socket = fresh;
        answers = new BufferedInputStream(fresh.getInputStream());
        return fresh;
    }

    /// What the server refuses early it need not read to the end: its answer may be there all the
    /// same.
    private static void send(Socket connection, HostileRequest request) {
        try {
            connection.getOutputStream().write(request.bytes());
            if (request.stopsSending()) {
                connection.shutdownOutput();
            }
        } catch (IOException refusedEarly) {
            // read on
        }
    }

    private WireAnswer read(boolean withoutBody) throws IOException {
        while (true) {
            String statusLine = line();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(); !header.isEmpty(); header = line()) {
                int colon = header.indexOf(':');
                if (colon < 1) {
                    throw new IOException("no header: " + header);
                }
                headers.merge(
                        header.substring(0, colon),
                        header.substring(colon + 1).strip(),
                        (first, next) -> first + ", " + next);
            }
            int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
            if (status >= 200) {
                boolean empty = withoutBody || status == 204 || status == 304;
                return new WireAnswer(status, headers, empty ? "" : body(headers));
            }
        }
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("Content-Type", "").startsWith("text/event-stream")) {
            headers.put("Connection", "close");
            return "";
        }
        String length = headers.get("Content-Length");
        if (length != null) {
            byte[] bytes = source().readNBytes(Integer.parseInt(length));
            if (bytes.length < Integer.parseInt(length)) {
                throw new IOException("the answer is cut short");
            }
            return new String(bytes, UTF_8);
        }
        if (headers.containsKey("Transfer-Encoding")) {
            return chunks();
        }
        headers.put("Connection", "close");
        return new String(source().readAllBytes(), UTF_8);
    }

    private String chunks() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16);
                size > 0;
                size = Integer.parseInt(line(), 16)) {
            bytes.writeBytes(source().readNBytes(size));
            line();
        }
        line();
        return bytes.toString(UTF_8);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int unit = source().read(); unit != '\n'; unit = source().read()) {
            if (unit < 0) {
                throw new IOException("the connection ended");
            }
            if (unit != '\r') {
                line.write(unit);
            }
        }
        return line.toString(ISO_8859_1);
    }

    private InputStream source() throws IOException {
        InputStream open = answers;
        if (open == null) {
            throw new IOException("not connected");
        }
        return open;
    }
}
