package io.activityledger.webhooks.endpoint;

import io.activityledger.dialects.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which headers does a receiver get beside the house's own, such as `Authorization`?
///
/// Their values are secrets: sealed on the topic, sent to the receiver, and shown to nobody.
public record CustomHeaders(Map<String, String> values) {

    static final int MOST = 20;
    static final int LONGEST_VALUE = 1_024;

    /// Of all names and values together, so that a request's head stays small.
    static final int MOST_CHARACTERS = 4_096;

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

    /// The house's own, and those that decide how a message is framed or where it goes.
    private static final Pattern NOT_THEIRS =
            Pattern.compile(
                    "(webhook|x-leadlex|proxy|x-forwarded|content|sec)-.*"
                            + "|host|user-agent|connection|keep-alive|te|trailer|upgrade|expect"
                            + "|transfer-encoding|accept-encoding|forwarded|http2-settings|date|via");

    private static final CustomHeaders NONE = new CustomHeaders(Map.of());

    public CustomHeaders {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static CustomHeaders none() {
        return NONE;
    }

    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /// What a client wrote, or a fact holds once it is opened.
    static CustomHeaders of(Json value) {
        if (!(value instanceof Json.JsonObject(var fields)) || fields.size() > MOST) {
            throw new UnsoundSetting("must be an object of at most " + MOST + " headers");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        int characters = 0;
        for (var field : fields.entrySet()) {
            String name = name(field.getKey(), seen);
            String text = text(name, field.getValue());
            values.put(name, text);
            characters += name.length() + text.length();
        }
        if (characters > MOST_CHARACTERS) {
            throw new UnsoundSetting("must have at most " + MOST_CHARACTERS + " characters in all");
        }
        return new CustomHeaders(values);
    }

    private static String name(String name, Set<String> seen) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new UnsoundSetting(
                    "holds what is no name of a header: " + UnsoundSetting.cut(name));
        }
        if (NOT_THEIRS.matcher(lower).matches()) {
            throw new UnsoundSetting("must not hold " + name + ", which is not for you to set");
        }
        if (!seen.add(lower)) {
            throw new UnsoundSetting("holds " + name + " twice");
        }
        return name;
    }

    private static String text(String name, Json value) {
        if (!(value instanceof Json.JsonText(String text))
                || text.length() > LONGEST_VALUE
                || !VALUE.matcher(text).matches()) {
            throw new UnsoundSetting(
                    "%s must be 1 to %d visible ASCII characters, with spaces only between them"
                            .formatted(name, LONGEST_VALUE));
        }
        return text;
    }

    /// Nothing that a log could betray.
    @Override
    public String toString() {
        return "CustomHeaders" + new ArrayList<>(values.keySet());
    }
}
