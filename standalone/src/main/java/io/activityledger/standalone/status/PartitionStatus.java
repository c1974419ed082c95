package io.activityledger.standalone.status;

import java.util.List;

/// One partition: how far its group has come, and on which instances it lies.
///
/// @param committed 0 where the group has not committed yet
/// @param owner the instance that works it off; empty where none does
/// @param standbys instances that hold a copy, as far as they were asked
public record PartitionStatus(
        String topic,
        int partition,
        long committed,
        long end,
        String owner,
        List<String> standbys) {

    /// Copies the list.
    public PartitionStatus {
        standbys = List.copyOf(standbys);
    }

    /// Records that are appended and not worked off.
    public long lag() {
        return Math.max(0, end - committed);
    }
}
