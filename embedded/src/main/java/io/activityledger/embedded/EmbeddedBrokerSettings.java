package io.activityledger.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where one broker keeps its log, where it listens, and who votes with it.
///
/// Voters are the controllers of nodes 1, 2, 3 … in that order. They are named at each start rather
/// than written down when the directory is formatted, so that a port may change between two starts.
///
/// @param further server properties that win over ours, such as those of another listener
public record EmbeddedBrokerSettings(
        Path directory,
        int nodeId,
        int kafkaPort,
        List<Integer> controllerPorts,
        Map<String, String> further) {

    public EmbeddedBrokerSettings {
        controllerPorts = List.copyOf(controllerPorts);
        further = Map.copyOf(further);
        if (nodeId < 1 || nodeId > controllerPorts.size()) {
            throw new IllegalArgumentException("node " + nodeId + " is none of the voters");
        }
    }

    /// One node of a cluster.
    public EmbeddedBrokerSettings(
            Path directory, int nodeId, int kafkaPort, List<Integer> controllerPorts) {
        this(directory, nodeId, kafkaPort, controllerPorts, Map.of());
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
