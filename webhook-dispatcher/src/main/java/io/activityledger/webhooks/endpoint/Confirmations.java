package io.activityledger.webhooks.endpoint;

import io.activityledger.kit.routing.Owner;
import java.time.Duration;

/// Does another instance confirm that it has applied a fact?
@FunctionalInterface
public interface Confirmations {

    boolean confirms(Owner.There peer, long offset, Duration patience);
}
