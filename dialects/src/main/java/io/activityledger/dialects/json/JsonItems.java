package io.activityledger.dialects.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where in a body does each of several items stand? Only looked for, not read: an item that is
/// broken spoils no other, and none takes memory before its turn.
public final class JsonItems {

    private JsonItems() {}

    /// The items of a JSON array, at most `most` of them.
    public static Found inArray(byte[] body, int most) {
        return new ArrayScan(body, most).found();
    }

    /// The items that stand on a line each, at most `most` of them; blank lines are none.
    public static Found onLines(byte[] body, int most) {
        List<Slice> items = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= body.length; at++) {
            if (at == body.length || body[at] == '\n') {
                if (!isBlank(body, from, at)) {
                    items.add(new Slice(from, at));
                }
                from = at + 1;
            }
            if (items.size() > most) {
                return new Found.TooMany();
            }
        }
        return new Found.Items(items);
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!isSpace(body[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte unit) {
        return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\r';
    }

    /// Where one item stands: from, inclusive, to, exclusive.
    public record Slice(int from, int to) {

        public int length() {
            return to - from;
        }

        public byte[] of(byte[] body) {
            return Arrays.copyOfRange(body, from, to);
        }
    }

    /// What came of looking.
    public sealed interface Found {

        record Items(List<Slice> slices) implements Found {}

        record TooMany() implements Found {}

        /// No array, or one that does not end where the body does.
        record Malformed(String reason) implements Found {}
    }

    /// One walk over an array's bytes. Nothing but brackets, quotes and commas counts, and none of
    /// these is ever part of a longer character in UTF-8.
    private static final class ArrayScan {

        private final byte[] body;
        private final int most;
        private final List<Slice> items = new ArrayList<>();
        private int depth;
        private boolean inText;
        private int from;

        ArrayScan(byte[] body, int most) {
            this.body = body;
            this.most = most;
        }

        Found found() {
            int at = 0;
            while (at < body.length && isSpace(body[at])) {
                at++;
            }
            if (at == body.length || body[at] != '[') {
                return new Found.Malformed("the body must be a JSON array");
            }
            depth = 1;
            from = at + 1;
            for (at++; at < body.length && depth > 0; at++) {
                if (inText && body[at] == '\\') {
                    at++;
                } else {
                    step(at);
                }
                if (items.size() > most) {
                    return new Found.TooMany();
                }
            }
            return ending(at);
        }

        private void step(int at) {
            byte unit = body[at];
            if (unit == '"') {
                inText = !inText;
            } else if (inText) {
                return;
            } else if (unit == '[' || unit == '{') {
                depth++;
            } else if (unit == ']' || unit == '}') {
                depth--;
                if (depth == 0 && !(items.isEmpty() && isBlank(body, from, at))) {
                    items.add(new Slice(from, at));
                }
            } else if (unit == ',' && depth == 1) {
                items.add(new Slice(from, at));
                from = at + 1;
            }
        }

        private Found ending(int end) {
            if (depth > 0) {
                return new Found.Malformed("the JSON array does not end");
            }
            if (!isBlank(body, end, body.length)) {
                return new Found.Malformed("text follows the JSON array");
            }
            return items.stream().anyMatch(each -> isBlank(body, each.from(), each.to()))
                    ? new Found.Malformed("a comma in the JSON array has no item beside it")
                    : new Found.Items(items);
        }
    }
}
