package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.routing.HttpPeerClient;
import io.activityledger.kit.routing.Owner;
import io.activityledger.kit.routing.PeerAnswer;
import io.activityledger.kit.routing.PeerCall;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Confirmations of other instances, over their internal ports.
public final class PeerConfirmations implements Confirmations {

    private static final Logger LOG = LoggerFactory.getLogger(PeerConfirmations.class);
    private static final int APPLIED = 204;

    private final HttpPeerClient client;

    public PeerConfirmations(HttpPeerClient client) {
        this.client = client;
    }

    @Override
    public boolean confirms(Owner.There peer, long offset, Duration patience) {
        var call = PeerCall.get(peer, AppliedEndpoint.target(offset), patience);
        return switch (client.call(call)) {
            case PeerAnswer.Answered(int status, _, _) -> status == APPLIED;
            case PeerAnswer.Unreachable(String reason) -> {
                LOG.debug("Peer does not confirm reason={}", reason);
                yield false;
            }
        };
    }
}
