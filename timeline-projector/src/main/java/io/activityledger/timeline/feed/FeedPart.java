package io.activityledger.timeline.feed;

import java.util.List;

/// What one partition gives to a page, in the page's direction.
///
/// @param applied the offset up to which the partition was looked through
/// @param stale whether it may miss what was acknowledged before the question
/// @param horizon where looking for wanted rows ended
record FeedPart(int partition, long applied, boolean stale, List<FeedItem> items, Horizon horizon) {

    /// Of which all was looked at that the page can need.
    FeedPart(int partition, long applied, boolean stale, List<FeedItem> items) {
        this(partition, applied, stale, items, new Horizon.None());
    }

    FeedPart {
        items = List.copyOf(items);
    }
}
