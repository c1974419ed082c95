package io.activityledger.standalone.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.testkit.Randomly;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What can be wrong with JSON, as text and as bytes?
final class HostileText {

    private static final List<String> TEXTS =
            List.of(
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udc00\\ud800\"",
                    "\"\\ud83d\\ude00\"",
                    "\"😀é漢\u202e\u2028\ufeff\"",
                    "\"\\u0007\\u001f\\u007f\"",
                    "\"\t\n\"",
                    "\"\\x41\"",
                    "'single'",
                    "\"" + "😀".repeat(501) + "\"",
                    "\"" + "x".repeat(9_000) + "\"",
                    "\"</script><!--\"",
                    "\"'; drop table activities; --\"",
                    "\"${jndi:ldap://127.0.0.1/x}\"",
                    "\"2026-02-30\"",
                    "\"2026-02-14T09:30:00.123456789+01:00\"",
                    "\"2026-02-14 09:30:00 01:00\"",
                    "\"0000-01-01\"",
                    "\"9999-12-31T23:59:59-23:59\"",
                    "\"+999999999-12-31T23:59:59Z\"",
                    "\"note\"",
                    "\"MANUAL_ACTIVITY\"",
                    "\"C-1\"",
                    "\"../../etc\"",
                    "\"a/b?c#d%2f\"",
                    "\"3C90C3CC-0D44-4B50-8888-8DD25736052A\"");
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "1.10",
                    "1152921504606846976",
                    "-9223372036854775809",
                    "1e999999999",
                    "-1E-2147483649",
                    "1e99999999999999999999",
                    "0.1e+1",
                    "9".repeat(400),
                    "9".repeat(401),
                    "1." + "0".repeat(2_000),
                    "01",
                    "+1",
                    ".5",
                    "1.",
                    "1e",
                    "0x10",
                    "NaN",
                    "-Infinity");
    private static final List<String> WORDS =
            List.of("null", "true", "false", "nul", "True", "undefined", "", "/**/1", "#1");
    private static final List<String> NAMES =
            List.of(
                    "\"type\"",
                    "\"title\"",
                    "\"metadata\"",
                    "\"tags\"",
                    "\"contact_ids\"",
                    "\"attributes\"",
                    "\"value\"",
                    "\"value_type\"",
                    "\"related_record_id\"",
                    "\"idempotency_key\"",
                    "\"\"",
                    "\"__proto__\"",
                    "\"\\u0000\"",
                    "\"\\udfff\"",
                    "\"\\r\\nX-Injected: 1\"",
                    "\"" + "k".repeat(3_000) + "\"",
                    "unquoted");
    private static final List<byte[]> SPLINTERS =
            List.of(
                    bytes("\\u0000"),
                    bytes("\""),
                    bytes("{"),
                    bytes("]"),
                    bytes(","),
                    bytes("\\"),
                    bytes("\u0000"),
                    bytes("[[[["),
                    bytes("\n"),
                    bytes("\ufeff"),
                    new byte[] {(byte) 0xff},
                    new byte[] {(byte) 0xc0, (byte) 0x80},
                    new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                    new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                    new byte[] {(byte) 0xe2, (byte) 0x82});

    private final Randomly dice;

    HostileText(Randomly dice) {
        this.dice = dice;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /// An object of these fields, of which some are left out, replaced, doubled or joined by
    /// others.
    String object(Map<String, String> fields) {
        var members = new ArrayList<String>();
        boolean hostile = dice.inPercent(60);
        fields.forEach((name, value) -> {
            int fate = hostile ? dice.number(0, 99) : 99;
            String member = "\"" + name + "\":" + (fate < 14 && fate >= 6 ? any(0) : value);
            if (fate >= 6) {
                members.add(member);
            }
            if (fate == 14) {
                members.add(member);
            }
        });
        if (hostile && dice.inPercent(20)) {
            members.add(dice.oneOf(NAMES) + ":" + any(1));
        }
        String gap = dice.oneOf("", "", "", " ", "\r\n\t");
        return "{" + gap + String.join("," + gap, dice.shuffled(members)) + gap + "}";
    }

    /// Any value, sound or not.
    String any(int depth) {
        return switch (dice.number(0, depth > 3 ? 4 : 8)) {
            case 0, 1 -> dice.oneOf(TEXTS);
            case 2, 3 -> dice.oneOf(NUMBERS);
            case 4 -> dice.oneOf(WORDS);
            case 5 -> "[" + String.join(",", dice.listOf(6, () -> any(depth + 1))) + "]";
            case 6 -> "{" + String.join(",", dice.listOf(4, () -> member(depth))) + "}";
            case 7 -> "{\"value_type\":\"string\",\"value\":" + any(depth + 1) + "}";
            default -> tower();
        };
    }

    /// Metadata that is sound, and whose literals show who rounds.
    String metadata() {
        return dice.oneOf(
                "{}",
                "{\"duration_minutes\":32,\"direction\":\"outbound\"}",
                "{\"n\":1152921504606846976,\"price\":1.10,\"e\":1E+2,\"zero\":-0,\"s\":\"😀\\u0007\"}",
                "{\"a\":{\"b\":[1,[2,[3,{\"c\":null}]]]},\"\":\"\",\"d\":[true,false,null]}",
                "{\"big\":" + "9".repeat(300) + ",\"tiny\":1e-9999999}");
    }

    private String member(int depth) {
        return dice.oneOf(NAMES) + ":" + any(depth + 1);
    }

    private String tower() {
        int height = dice.oneOf(dice.number(1, 40), dice.number(55, 70), 1_500);
        return dice.inPercent(50)
                ? "[".repeat(height) + "]".repeat(height)
                : "{\"a\":".repeat(height) + "1" + "}".repeat(height);
    }

    /// The text's bytes, of which in one of eight cases something is not what it was.
    byte[] broken(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length == 0 || !dice.inPercent(12)) {
            return bytes;
        }
        int at = dice.number(0, bytes.length - 1);
        return switch (dice.number(0, 8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
            case 2 -> text.getBytes(UTF_16LE);
            case 3 -> text.getBytes(ISO_8859_1);
            case 4 -> joined(bytes, bytes);
            case 5 -> {
                bytes[at] = (byte) dice.number(0, 255);
                yield bytes;
            }
            default ->
                    joined(
                            joined(Arrays.copyOf(bytes, at), dice.oneOf(SPLINTERS)),
                            Arrays.copyOfRange(bytes, at, bytes.length));
        };
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
