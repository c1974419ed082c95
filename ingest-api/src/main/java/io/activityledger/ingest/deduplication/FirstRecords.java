package io.activityledger.ingest.deduplication;

import io.activityledger.schemas.ActivityId;
import io.activityledger.schemas.Position;
import java.time.Duration;

/// Which record of the log was the first to bear an id? The port to the projector, whose rows know.
///
/// Blocks its caller for not much longer than `patience`.
public interface FirstRecords {

    /// Among all that stands on the log when it is asked.
    First asOfNow(String workspaceId, ActivityId id, Duration patience);

    /// Among all up to and including `own`, a record of that very id.
    First behind(Position own, String workspaceId, ActivityId id, Duration patience);
}
