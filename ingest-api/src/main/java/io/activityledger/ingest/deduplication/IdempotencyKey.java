package io.activityledger.ingest.deduplication;

import java.util.List;
import java.util.regex.Pattern;

/// By which name does a client know a request again? 1 to 255 visible characters of ASCII, sent as
/// a quoted string of a structured field, where `\"` and `\\` are one character, or bare.
public record IdempotencyKey(String text) {

    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + LONGEST + "}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[!#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

    /// What came with a request?
    public sealed interface Given {

        /// No key: each request is an activity.
        record None() implements Given {}

        record One(IdempotencyKey key) implements Given {}

        record Malformed(String reason) implements Given {}
    }

    /// `headers` are all values of the header, in their order.
    public static Given parse(List<String> headers) {
        return switch (headers.size()) {
            case 0 -> new Given.None();
            case 1 -> parse(headers.getFirst().strip());
            default -> new Given.Malformed(HEADER + " stands there more than once");
        };
    }

    /// The key that one value spells, as a header or an item of a batch has it.
    public static Given parse(String value) {
        if (!value.startsWith("\"")) {
            return bare(value);
        }
        var quoted = QUOTED.matcher(value);
        return quoted.matches()
                ? bare(ESCAPED.matcher(quoted.group(1)).replaceAll("$1"))
                : new Given.Malformed(HEADER + " is no quoted string of visible characters");
    }

    private static Given bare(String text) {
        return VISIBLE.matcher(text).matches()
                ? new Given.One(new IdempotencyKey(text))
                : new Given.Malformed(
                        HEADER + " must be 1 to " + LONGEST + " visible ASCII characters");
    }
}
