package io.activityledger.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What did a [ScriptedReceiver] get?
///
/// @param headers by their names in lower case
/// @param arrivedNanos [System#nanoTime] when the body was complete
/// @param connection which one of the receiver's, counted from 1
@SuppressWarnings("ArrayRecordComponent") // handed out once, never compared
public record ReceivedRequest(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        long arrivedNanos,
        int connection) {

    /// The header, or an empty text.
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /// The next request; empty where the other side has no more.
    static Optional<ReceivedRequest> read(InputStream in, int connection) throws IOException {
        String line = line(in);
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        var headers = new TreeMap<String, String>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        return body.length < length
                ? Optional.empty()
                : Optional.of(
                        new ReceivedRequest(
                                parts[0], parts[1], headers, body, System.nanoTime(), connection));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != -1 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
