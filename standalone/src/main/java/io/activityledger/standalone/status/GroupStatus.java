package io.activityledger.standalone.status;

import java.util.List;

/// One application: what Kafka says about its group.
///
/// @param state as Kafka names it, such as `Stable`
public record GroupStatus(
        String group, String state, List<String> instances, List<PartitionStatus> partitions) {

    /// Copies the lists.
    public GroupStatus {
        instances = List.copyOf(instances);
        partitions = List.copyOf(partitions);
    }

    /// Records that are appended and not worked off.
    public long lag() {
        return partitions.stream().mapToLong(PartitionStatus::lag).sum();
    }
}
