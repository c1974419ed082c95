package io.activityledger.ingest.reference;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// The local copy of the references cannot be used now: it is closed, another process holds it, the
/// disk is full. What is broken for good is a [StoreBroken].
class StoreFailure extends RuntimeException {

    StoreFailure(String what) {
        super("the local copy of the references " + what);
    }

    StoreFailure(String what, Throwable cause) {
        super("the local copy of the references " + what + ": " + cause.getMessage(), cause);
    }

    static StoreFailure of(String what, RocksDBException failure) {
        return isDamage(failure) ? new StoreBroken(what, failure) : new StoreFailure(what, failure);
    }

    private static boolean isDamage(RocksDBException failure) {
        Status status = failure.getStatus();
        if (status == null) {
            return false;
        }
        return switch (status.getCode()) {
            case Corruption, NotFound, InvalidArgument, NotSupported -> true;
            case IOError -> String.valueOf(status.getState()).contains("No such file or directory");
            case Ok, MergeInProgress, Incomplete, ShutdownInProgress, TimedOut -> false;
            case Aborted, Busy, Expired, TryAgain, Undefined -> false;
        };
    }
}
