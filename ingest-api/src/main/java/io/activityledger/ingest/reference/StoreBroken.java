package io.activityledger.ingest.reference;

/// The local copy of the references contradicts itself or its topic: only a new one helps.
final class StoreBroken extends StoreFailure {

    StoreBroken(String what) {
        super(what);
    }

    StoreBroken(String what, Throwable cause) {
        super(what, cause);
    }
}
