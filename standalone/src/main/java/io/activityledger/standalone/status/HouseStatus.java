package io.activityledger.standalone.status;

import java.util.List;

/// The whole house at one moment.
public record HouseStatus(List<GroupStatus> groups, List<InstanceStatus> instances) {

    /// Copies the lists.
    public HouseStatus {
        groups = List.copyOf(groups);
        instances = List.copyOf(instances);
    }
}
