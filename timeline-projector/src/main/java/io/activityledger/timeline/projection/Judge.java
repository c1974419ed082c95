package io.activityledger.timeline.projection;

import io.activityledger.schemas.RecordJudge;
import org.jspecify.annotations.Nullable;

/// Is a record of `activities` sound? [RecordJudge#judge], as the fold sees it.
@FunctionalInterface
public interface Judge {

    RecordJudge.Verdict judge(byte @Nullable [] key, byte @Nullable [] value, int partition);
}
