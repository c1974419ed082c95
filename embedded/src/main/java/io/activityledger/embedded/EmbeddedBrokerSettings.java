package io.activityledger.embedded;

import java.nio.file.Path;
import java.util.List;

/// Where one broker keeps its log, where it listens, and who votes with it.
///
/// Voters are the controllers of nodes 1, 2, 3 … in that order. They are named at each start rather
/// than written down when the directory is formatted, so that a port may change between two starts.
public record EmbeddedBrokerSettings(
        Path directory, int nodeId, int kafkaPort, List<Integer> controllerPorts) {

    public EmbeddedBrokerSettings {
        controllerPorts = List.copyOf(controllerPorts);
        if (nodeId < 1 || nodeId > controllerPorts.size()) {
            throw new IllegalArgumentException("node " + nodeId + " is none of the voters");
        }
    }

    /// A cluster of one.
    public EmbeddedBrokerSettings(Path directory, int kafkaPort, int controllerPort) {
        this(directory, 1, kafkaPort, List.of(controllerPort));
    }

    int controllerPort() {
        return controllerPorts.get(nodeId - 1);
    }

    int replicas() {
        return Math.min(3, controllerPorts.size());
    }
}
