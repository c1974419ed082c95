package io.activityledger.kit.kafka;

import java.nio.file.Path;

/// Which Streams application an instance belongs to, and who it is among the others.
///
/// @param instanceId stays the same over restarts, so that a restart moves no partition
/// @param advertised `host:port` at which the other instances reach this one
/// @param warmups partitions that may move at a time: about partitions ÷ instances
public record StreamsIdentity(
        String applicationId,
        String instanceId,
        String advertised,
        Path stateDirectory,
        int threads,
        int warmups) {

    String clientId() {
        return applicationId + "-" + instanceId;
    }
}
