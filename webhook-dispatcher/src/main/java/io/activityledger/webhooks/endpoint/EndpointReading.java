package io.activityledger.webhooks.endpoint;

/// How fresh is what this instance knows of endpoints?
public sealed interface EndpointReading {

    /// It has applied all that stood on the topic when it was asked.
    record Current() implements EndpointReading {}

    /// It knows what it has read, but not whether that is all.
    record Stale(String reason) implements EndpointReading {}

    /// It has not read them once.
    record Unread(String reason) implements EndpointReading {}
}
