package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;
import java.util.Comparator;

/// Whose lane is it?
public record LaneKey(String workspaceId, String endpointId) implements Comparable<LaneKey> {

    private static final Comparator<LaneKey> ORDER =
            Comparator.comparing(LaneKey::workspaceId).thenComparing(LaneKey::endpointId);

    static LaneKey of(WebhookDelivery delivery) {
        return new LaneKey(delivery.workspaceId(), delivery.endpointId());
    }

    @Override
    public int compareTo(LaneKey other) {
        return ORDER.compare(this, other);
    }
}
