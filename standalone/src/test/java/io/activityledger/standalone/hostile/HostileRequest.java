package io.activityledger.standalone.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// One request as it goes over the wire, byte for byte.
///
/// @param number which one of its seed's it is
/// @param door what the client means it for
/// @param headers lines without their end, beside those that the framing adds
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record HostileRequest(
        int number,
        Door door,
        String method,
        String target,
        List<String> headers,
        byte[] body,
        Framing framing) {

    private static final int LONGEST_SHOWN = 700;

    public HostileRequest {
        headers = List.copyOf(headers);
    }

    /// Whom is a request meant for, and hence: in whose words is it read?
    public enum Door {
        LEADLEX,
        REEVO,
        NODESTASH,
        BATCH_ARRAY,
        BATCH_LINES,
        OTHER;

        /// Does it record activities?
        public boolean records() {
            return this != OTHER;
        }
    }

    /// How the server is told where the body ends.
    public enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        /// A chunk size that is none, in the middle.
        BROKEN_CHUNKS,
        /// More bytes are announced than come before the client stops sending.
        CUT_SHORT,
        /// Two lengths that contradict each other.
        TWO_LENGTHS,
        /// A length and chunks.
        LENGTH_AND_CHUNKS,
        /// The head is no request at all, or one that nobody needs to answer.
        BROKEN_HEAD;

        /// Must whoever sends so be answered, and may the connection be used again?
        public boolean sound() {
            return this == NONE || this == LENGTH || this == CHUNKED;
        }
    }

    /// What stands on the wire.
    public byte[] bytes() {
        var lines = new ArrayList<String>();
        lines.add(method + " " + target + " HTTP/1.1");
        lines.addAll(headers);
        lines.addAll(framingHeaders());
        var wire = new ByteArrayOutputStream();
        write(wire, String.join("\r\n", lines) + "\r\n\r\n");
        switch (framing) {
            case NONE -> {}
            case LENGTH, TWO_LENGTHS, BROKEN_HEAD, CUT_SHORT -> wire.writeBytes(body);
            case CHUNKED, LENGTH_AND_CHUNKS -> chunks(wire, "0\r\n\r\n");
            case BROKEN_CHUNKS -> chunks(wire, "zz\r\nabc\r\n-1\r\n\r\n");
        }
        return wire.toByteArray();
    }

    /// Does the client tell by closing its side that nothing more comes?
    public boolean stopsSending() {
        return framing == Framing.CUT_SHORT;
    }

    private List<String> framingHeaders() {
        String length = "Content-Length: ";
        String chunked = "Transfer-Encoding: chunked";
        return switch (framing) {
            case NONE -> List.of();
            case LENGTH, BROKEN_HEAD -> List.of(length + body.length);
            case CHUNKED, BROKEN_CHUNKS -> List.of(chunked);
            case CUT_SHORT -> List.of(length + (body.length + 7));
            case TWO_LENGTHS -> List.of(length + body.length, length + (body.length + 3));
            case LENGTH_AND_CHUNKS -> List.of(length + body.length, chunked);
        };
    }

    /// Pieces of growing size: one byte, two, four and so on, an extension behind the second.
    private void chunks(ByteArrayOutputStream wire, String end) {
        int size = 1;
        for (int from = 0; from < body.length; from += size / 2) {
            int length = Math.min(size, body.length - from);
            write(wire, Integer.toHexString(length) + (size == 2 ? ";a=\"b\"" : "") + "\r\n");
            wire.write(body, from, length);
            write(wire, "\r\n");
            size *= 2;
        }
        write(wire, end);
    }

    private static void write(ByteArrayOutputStream wire, String text) {
        wire.writeBytes(text.getBytes(ISO_8859_1));
    }

    /// Printable, and not too long.
    @Override
    public String toString() {
        var shown = new StringBuilder("request " + number + " for " + door + ":\n");
        String wire = new String(bytes(), ISO_8859_1);
        for (char unit : wire.substring(0, Math.min(LONGEST_SHOWN, wire.length())).toCharArray()) {
            if (unit == '\n' || (unit >= ' ' && unit < 127)) {
                shown.append(unit);
            } else if (unit != '\r') {
                shown.append("\\x%02x".formatted((int) unit));
            }
        }
        return shown.append(wire.length() > LONGEST_SHOWN ? "…" : "").toString();
    }
}
