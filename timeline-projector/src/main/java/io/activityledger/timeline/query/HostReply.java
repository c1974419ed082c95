package io.activityledger.timeline.query;

/// What did one instance say to a question?
public sealed interface HostReply {

    /// It owns the partition: this is the answer.
    record Served(Reply reply) implements HostReply {}

    /// It cannot answer, or no longer: ask elsewhere.
    record NotServed(String reason) implements HostReply {}
}
