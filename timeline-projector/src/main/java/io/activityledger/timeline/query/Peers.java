package io.activityledger.timeline.query;

import io.activityledger.kit.routing.Owner;
import java.time.Duration;

/// The other instances, each of which answers from its own rows only.
@FunctionalInterface
public interface Peers {

    HostReply ask(Owner.There peer, Asked asked, Duration patience);
}
