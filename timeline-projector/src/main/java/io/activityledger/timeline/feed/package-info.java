/// What a workspace recorded, in the order of the log: the page a consumer reads on from.
///
/// ```
/// GET ─▶ FeedEndpoint ─▶ FeedRequest ─▶ Fanout ─┬─▶ FeedReader            partitions held here
///                                               └─▶ FeedInternalEndpoint  of each other instance, once
///                          FeedPage ◀── parts ──┘   one per partition, all or none
/// ```
@NullMarked
package io.activityledger.timeline.feed;

import org.jspecify.annotations.NullMarked;
