package io.activityledger.audit;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.RecordJudge.Verdict;

/// One record of `activities`: where it stands and what it is.
///
/// @param fingerprint of its bytes, to tell a record that was appended twice
public record LogRecord(int partition, long offset, Verdict verdict, long fingerprint) {

    /// A sound one.
    public static LogRecord of(int partition, long offset, Activity activity, long fingerprint) {
        return new LogRecord(partition, offset, new Verdict.Sound(activity), fingerprint);
    }

    String place() {
        return "partition " + partition + ", offset " + offset;
    }
}
