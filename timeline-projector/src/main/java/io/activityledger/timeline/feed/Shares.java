package io.activityledger.timeline.feed;

import io.activityledger.kit.routing.Owner;
import java.time.Duration;
import java.util.Set;

/// How is a question about all partitions put to those that hold some of them?
interface Shares<P> {

    Share<P> here(Set<Integer> partitions);

    Share<P> there(Owner.There peer, Set<Integer> partitions, Duration patience);
}
