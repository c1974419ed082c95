package io.activityledger.timeline.feed;

import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerCall;
import io.activityledger.timeline.query.Pause;
import io.activityledger.timeline.query.RoutingLimits;
import io.activityledger.timeline.query.TimelineOwners;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A workspace's feed over all partitions, wherever their rows are.
///
/// Safe for many threads.
public final class Feed {

    private final FeedReader here;
    private final HttpPeerClient peers;
    private final Fanout fanout;

    public Feed(
            FeedReader here,
            HttpPeerClient peers,
            TimelineOwners owners,
            RoutingLimits limits,
            Pause pause,
            int partitions) {
        this.here = here;
        this.peers = peers;
        this.fanout = new Fanout(owners, limits, pause, partitions);
    }

    /// Empty where a partition has nobody to answer for it.
    Optional<FeedPage> page(FeedQuery query) {
        return switch (fanout.ask(shares(query.andOneMore()))) {
            case Share.Held<FeedPart>(List<FeedPart> parts) ->
                    Optional.of(FeedPage.of(query, parts));
            case Share.NotHeld<FeedPart> _ -> Optional.empty();
        };
    }

    private Shares<FeedPart> shares(FeedQuery query) {
        return new Shares<>() {
            @Override
            public Share<FeedPart> here(Set<Integer> partitions) {
                return here.read(query, partitions);
            }

            @Override
            public Share<FeedPart> there(
                    Owner.There peer, Set<Integer> partitions, Duration patience) {
                String target = FeedWire.target(query, partitions);
                return FeedWire.parse(peers.call(PeerCall.get(peer, target, patience)), partitions);
            }
        };
    }
}
