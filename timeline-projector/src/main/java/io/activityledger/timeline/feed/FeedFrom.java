package io.activityledger.timeline.feed;

import io.activityledger.schemas.Positions;

/// From where does a page of the feed go, and which way? A boundary names for each partition the
/// last offset before it: what is recorded later stands behind it, always.
sealed interface FeedFrom {

    /// The newest, newest first.
    record Newest() implements FeedFrom {}

    /// What stands behind a boundary, oldest first.
    record After(Positions boundary) implements FeedFrom {}

    /// What stands before a boundary, newest first.
    record Before(Positions boundary) implements FeedFrom {}

    default boolean newestFirst() {
        return switch (this) {
            case Newest(), Before _ -> true;
            case After _ -> false;
        };
    }
}
