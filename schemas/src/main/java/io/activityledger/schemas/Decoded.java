package io.activityledger.schemas;

/// What did the bytes of a value say?
public sealed interface Decoded<T> {

    /// They hold this.
    record Value<T>(T value) implements Decoded<T> {}

    /// They hold nothing that this topic may hold; the reason is for people.
    record Unreadable<T>(String reason) implements Decoded<T> {}
}
