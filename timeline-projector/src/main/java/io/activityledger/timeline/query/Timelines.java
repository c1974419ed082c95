package io.activityledger.timeline.query;

/// Whoever can answer questions about timelines, wherever their rows are.
@FunctionalInterface
public interface Timelines {

    Reply ask(Asked asked);
}
