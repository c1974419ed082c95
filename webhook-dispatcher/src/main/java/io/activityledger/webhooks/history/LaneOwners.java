package io.activityledger.webhooks.history;

import io.activityledger.kit.routing.Owner;

/// Which instance holds a partition of `webhook-deliveries`, as far as this one knows?
@FunctionalInterface
public interface LaneOwners {

    Owner ownerOf(int partition);
}
