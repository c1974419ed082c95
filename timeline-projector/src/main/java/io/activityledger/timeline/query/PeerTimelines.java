package io.activityledger.timeline.query;

import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerCall;
import java.time.Duration;

/// The other instances, over their internal ports.
public final class PeerTimelines implements Peers {

    private final HttpPeerClient client;

    public PeerTimelines(HttpPeerClient client) {
        this.client = client;
    }

    @Override
    public HostReply ask(Owner.There peer, Asked asked, Duration patience) {
        return PeerReply.parse(
                client.call(PeerCall.get(peer, PeerQuestion.target(asked), patience)));
    }
}
