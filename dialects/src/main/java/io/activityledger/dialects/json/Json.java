package io.activityledger.dialects.json;

import java.util.List;
import java.util.Map;

/// What does a JSON text say? A tree that keeps what other trees lose: number literals as they were
/// written, keys in their order.
public sealed interface Json {

    /// A string.
    record JsonText(String value) implements Json {}

    /// A number, as its literal: `1.10` stays `1.10`, 2^60 stays exact.
    record JsonNumber(String literal) implements Json {}

    /// `true` or `false`.
    record JsonBool(boolean value) implements Json {}

    /// `null`.
    record JsonNull() implements Json {}

    /// An array.
    record JsonArray(List<Json> items) implements Json {}

    /// An object; its map iterates in the order of the text.
    record JsonObject(Map<String, Json> fields) implements Json {}

    /// What a person would call it, for messages.
    default String kind() {
        return switch (this) {
            case JsonText _ -> "a string";
            case JsonNumber _ -> "a number";
            case JsonBool _ -> "a boolean";
            case JsonNull _ -> "null";
            case JsonArray _ -> "an array";
            case JsonObject _ -> "an object";
        };
    }
}
