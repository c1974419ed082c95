package io.activityledger.dialects.json;

/// What came of reading a JSON object?
public sealed interface JsonReading {

    /// A whole, sound JSON object.
    record Sound(Json.JsonObject object) implements JsonReading {}

    /// No JSON object, or one that is refused; the reason is for whoever sent it.
    record Malformed(String reason) implements JsonReading {}
}
