package io.activityledger.standalone.hostile;

import io.activityledger.testkit.Randomly;
import java.util.ArrayList;
import java.util.List;

/// The headers of a request: those that let it in, and in one of three cases an odd one beside
/// them.
final class HostileHeaders {

    /// Lines that are no headers, or too long to be any.
    static final List<String> BROKEN =
            List.of(
                    "no colon",
                    ": no name",
                    "Sp ace: x",
                    " folded: x",
                    "X: a\rb",
                    "X: \u0000",
                    "Transfer-Encoding: gzip, x",
                    "Transfer-Encoding: chunked, chunked",
                    "Content-Length: -1",
                    "Content-Length: 99999999999999999999",
                    "Content-Length: 0x10",
                    "Host: a\r\nHost: b",
                    "Expect: a miracle",
                    "Upgrade: websocket\r\nConnection: Upgrade",
                    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                    "X: " + "y".repeat(20_000));

    private static final List<String> ODD =
            List.of(
                    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "traceparent: 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                    "traceparent: " + "f".repeat(3_000),
                    "traceparent: \u00ff\u00fe",
                    "tracestate: a=1,,b=2,a=3",
                    "X-Request-Id: mine-1",
                    "X-Request-Id: <script>",
                    "X-Request-Id: " + "r".repeat(5_000),
                    "Accept: text/html;q=0.1, */*;q=x",
                    "Accept-Encoding: gzip, br, \u00ff",
                    "Content-Encoding: gzip",
                    "Content-Encoding: \u00ff",
                    "Origin: https://app.example.com",
                    "Origin: null",
                    "Origin: \u00ff",
                    "Access-Control-Request-Method: FROB",
                    "Cookie: " + "a=b; ".repeat(100),
                    "Range: bytes=0-1",
                    "If-Match: *",
                    "If-Modified-Since: yesterday",
                    "X-Forwarded-For: 8.8.8.8, evil",
                    "X-HTTP-Method-Override: DELETE",
                    "Forwarded: for=\"[::1]\"",
                    "Ledger-Position: x",
                    "Ledger-Position: 0.99999999999",
                    "Ledger-Consistency: \u00ff",
                    "Expect: 100-continue",
                    "Connection: close",
                    "Connection: keep-alive, X-Gone",
                    "Date: \u0080",
                    "Idempotency-Key:",
                    "Idempotency-Key: \"\"",
                    "Idempotency-Key: \"open",
                    "Idempotency-Key: \u00ff",
                    "Idempotency-Key: a\r\nIdempotency-Key: b",
                    "Idempotency-Key: " + "k".repeat(300));

    private static final List<String> UNKNOWN_KEYS =
            List.of(
                    "Authorization: Bearer wbk_nobody",
                    "Authorization: Bearer",
                    "Authorization: Basic YTpi",
                    "Authorization: Bearer \u00ff\u0080",
                    "Authorization: Bearer " + "k".repeat(5_000),
                    "X-Api-Key:",
                    "X-Nothing: x");

    private final Randomly dice;

    HostileHeaders(Randomly dice) {
        this.dice = dice;
    }

    /// `keyed` says whether requests of this kind may come with an idempotency key.
    List<String> around(String key, String contentType, boolean keyed) {
        var headers = new ArrayList<String>();
        headers.add("Host: localhost");
        headers.add(authorization(key));
        if (dice.inPercent(97)) {
            headers.add("Content-Type: " + contentType);
        }
        if (keyed && dice.inPercent(15)) {
            String text = "fuzz-" + dice.number(0, 500);
            headers.add("Idempotency-Key: " + dice.oneOf(text, "\"" + text + "\""));
        }
        while (dice.inPercent(30)) {
            headers.add(dice.oneOf(ODD));
        }
        return dice.shuffled(headers);
    }

    private String authorization(String key) {
        return switch (dice.number(0, 39)) {
            case 0 -> dice.oneOf(UNKNOWN_KEYS);
            case 1 -> "authorization:bearer   " + key;
            case 2 -> "X-Api-Key: " + key;
            default -> "Authorization: Bearer " + key;
        };
    }
}
