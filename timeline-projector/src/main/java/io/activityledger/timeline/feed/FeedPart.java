package io.activityledger.timeline.feed;

import java.util.List;

/// What one partition gives to a page, in the page's direction.
///
/// @param applied the offset up to which the partition was looked through
/// @param stale whether it may miss what was acknowledged before the question
record FeedPart(int partition, long applied, boolean stale, List<FeedItem> items) {

    FeedPart {
        items = List.copyOf(items);
    }
}
