package io.activityledger.webhooks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One partition: what stands on its topics, and who holds it.
final class SimulatedPartition {

    final List<byte[]> topic = new ArrayList<>();
    SimulatedRows rows = new SimulatedRows();
    Optional<SimulatedHold> hold = Optional.empty();
    int instance;
    int committed;
    int disturbances;
}
