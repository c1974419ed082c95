package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Fact;
import io.activityledger.schemas.WebhookDelivery;
import java.util.Comparator;

/// Whose lane is it?
public record LaneKey(String workspaceId, String endpointId) implements Comparable<LaneKey> {

    private static final Comparator<LaneKey> ORDER =
            Comparator.comparing(LaneKey::workspaceId).thenComparing(LaneKey::endpointId);

    static LaneKey of(WebhookDelivery delivery) {
        return new LaneKey(delivery.workspaceId(), delivery.endpointId());
    }

    /// Of what is said about an endpoint.
    static LaneKey of(Fact fact) {
        return new LaneKey(fact.workspaceId(), fact.aggregateId());
    }

    @Override
    public int compareTo(LaneKey other) {
        return ORDER.compare(this, other);
    }
}
