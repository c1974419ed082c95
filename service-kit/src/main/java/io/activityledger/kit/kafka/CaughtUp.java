package io.activityledger.kit.kafka;

/// Does what is held show everything that stood on the topic when this was asked?
public sealed interface CaughtUp {

    record Current() implements CaughtUp {}

    /// It shows the topic as it was some time ago.
    record Behind(String reason) implements CaughtUp {}

    /// It has never been read to an end.
    record Unread(String reason) implements CaughtUp {}
}
