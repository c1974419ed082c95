package io.activityledger.ingest.log;

import io.activityledger.schemas.Activity;

/// Where do activities come to stand for good? The port to the system of record.
@FunctionalInterface
public interface ActivityLog {

    /// Answers when the activity stands on the log, or when that cannot be known in time.
    Append append(Activity activity);
}
