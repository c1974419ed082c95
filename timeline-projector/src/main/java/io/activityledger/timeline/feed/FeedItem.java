package io.activityledger.timeline.feed;

/// One activity of the feed, ready to be copied out, and where and when it was recorded.
@SuppressWarnings("ArrayRecordComponent") // copied through once, never compared
record FeedItem(long offset, long recordedAtMillis, byte[] json) {}
