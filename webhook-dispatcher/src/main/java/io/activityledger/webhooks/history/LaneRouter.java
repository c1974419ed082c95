package io.activityledger.webhooks.history;

import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.kit.routing.PeerCall;
import java.time.Duration;
import java.util.Set;

/// Which instance can answer? This one, or the owner, asked once; never one that does not hold the
/// partition.
///
/// Safe for many threads; blocks its caller, a virtual one.
public final class LaneRouter {

    private static final Set<Integer> ANSWERS = Set.of(200, 404, 409);

    private final LaneHost here;
    private final LaneOwners owners;
    private final HttpPeerClient peers;
    private final Limits limits;

    /// How long is waited, and what is a client told to do?
    ///
    /// @param patience with another instance
    public record Limits(int partitions, Duration patience, Duration retryAfter) {}

    public LaneRouter(LaneHost here, LaneOwners owners, HttpPeerClient peers, Limits limits) {
        this.here = here;
        this.owners = owners;
        this.peers = peers;
        this.limits = limits;
    }

    LaneReply ask(LaneQuestion question) {
        return switch (here.ask(question)) {
            case LaneReply.Answered answered -> answered;
            case LaneReply.NotServed notHere -> forwarded(question, notHere);
        };
    }

    /// What a client is told when it should ask again.
    Duration retryAfter() {
        return limits.retryAfter();
    }

    private LaneReply forwarded(LaneQuestion question, LaneReply.NotServed notHere) {
        return switch (owners.ownerOf(question.partition(limits.partitions()))) {
            case Owner.Here() -> notHere;
            case Owner.Nobody() -> new LaneReply.NotServed("Its partition is being moved");
            case Owner.There peer ->
                    switch (peers.call(PeerCall.get(peer, question.target(), limits.patience()))) {
                        case PeerAnswer.Answered(int status, _, byte[] body)
                                when ANSWERS.contains(status) ->
                                new LaneReply.Answered(status, body);
                        case PeerAnswer.Answered _ ->
                                new LaneReply.NotServed("Its partition is being moved");
                        case PeerAnswer.Unreachable _ ->
                                new LaneReply.NotServed("The instance that knows does not answer");
                    };
        };
    }
}
