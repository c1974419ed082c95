package io.activityledger.ingest.log;

import io.activityledger.schemas.Activity;
import java.util.List;

/// Where do activities come to stand for good? The port to the system of record.
@FunctionalInterface
public interface ActivityLog {

    /// Answers when the activity stands on the log, or when that cannot be known in time.
    Append append(Activity activity);

    /// The same for many, one outcome each: they come to stand in this order on each partition.
    default List<Append> appendAll(List<Activity> activities) {
        return activities.stream().map(this::append).toList();
    }
}
