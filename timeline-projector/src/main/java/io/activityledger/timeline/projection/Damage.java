package io.activityledger.timeline.projection;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Do the files of a database contradict themselves, so that only a new one helps? A full disk or a
/// lock that another holds is no damage.
final class Damage {

    private Damage() {}

    static boolean isDamage(RocksDBException failure) {
        Status status = failure.getStatus();
        if (status == null) {
            return false;
        }
        return switch (status.getCode()) {
            case Corruption, NotFound, InvalidArgument, NotSupported -> true;
            case IOError -> isMissingFile(status);
            case Ok, MergeInProgress, Incomplete, ShutdownInProgress, TimedOut -> false;
            case Aborted, Busy, Expired, TryAgain, Undefined -> false;
        };
    }

    private static boolean isMissingFile(Status status) {
        String state = status.getState();
        return state != null && state.contains("No such file or directory");
    }
}
