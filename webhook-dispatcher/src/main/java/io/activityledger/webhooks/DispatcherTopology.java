package io.activityledger.webhooks;

import io.activityledger.webhooks.delivery.DeliveryTopology;
import io.activityledger.webhooks.matching.MatchingTopology;
import org.apache.kafka.streams.Topology;

/// Which two stages make up the application? They meet only on a topic, so that the endpoints of an
/// activity may live on any instance:
///
/// ```
/// [activities] ─▶ matching ─▶ [webhook-deliveries] ─▶ delivery ─▶ (receivers)
/// ```
final class DispatcherTopology {

    private DispatcherTopology() {}

    static Topology of(MatchingTopology matching, DeliveryTopology delivery) {
        var topology = new Topology();
        matching.addTo(topology);
        delivery.addTo(topology);
        return topology;
    }
}
