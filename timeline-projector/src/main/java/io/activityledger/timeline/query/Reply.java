package io.activityledger.timeline.query;

import io.activityledger.schemas.Position;

/// What does the reader get to hear?
public sealed interface Reply {

    /// The body of a 200, and where to go from it if it is a page.
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Found(byte[] body, Freshness freshness, Paging paging) implements Reply {

        /// What is no page.
        public Found(byte[] body, Freshness freshness) {
            this(body, freshness, Paging.NONE);
        }
    }

    /// No such activity in the workspace; no such contact, and nothing ever happened to it.
    ///
    /// @param applied the last offset of the partition that was looked through
    record NotFound(Freshness freshness, long applied) implements Reply {}

    /// What an instance that does not own the partition holds of it, while the owner does not
    /// answer: either of the two above.
    ///
    /// @param upTo everything up to there was looked at
    record StoodIn(Reply reply, Position upTo) implements Reply {}

    /// No instance could answer in time; nothing can be said about the rows.
    record Unavailable(String reason) implements Reply {}

    /// Whether an answer is as fresh as it was asked to be.
    enum Freshness {
        AS_ASKED,
        STALE
    }
}
