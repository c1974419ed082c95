package io.activityledger.timeline.feed;

import io.activityledger.timeline.consistency.Consistency;

/// Which rows of a workspace's feed are wanted, and how fresh must they be?
record FeedQuery(
        String workspaceId, FeedFrom from, int limit, Consistency consistency, Sieve sieve) {

    /// For all of them.
    FeedQuery(String workspaceId, FeedFrom from, int limit, Consistency consistency) {
        this(workspaceId, from, limit, consistency, Sieve.EVERYTHING);
    }

    /// The same, but one row more: so that it is known whether anything follows.
    FeedQuery andOneMore() {
        return new FeedQuery(workspaceId, from, limit + 1, consistency, sieve);
    }
}
