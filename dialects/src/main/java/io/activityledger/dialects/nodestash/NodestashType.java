package io.activityledger.dialects.nodestash;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which types of activity does nodestash know? No others can be written, and what other dialects
/// wrote under other names is shown as `custom`.
enum NodestashType {
    NOTE,
    TASK,
    EMAIL,
    CALL,
    MEETING,
    CUSTOM;

    static Optional<NodestashType> parse(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }

    static String allWords() {
        return Arrays.stream(values()).map(NodestashType::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
