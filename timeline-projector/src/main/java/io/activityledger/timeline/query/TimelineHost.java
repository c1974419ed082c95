package io.activityledger.timeline.query;

/// One instance that answers from the rows it holds, or not at all.
@FunctionalInterface
public interface TimelineHost {

    HostReply ask(Asked asked);
}
