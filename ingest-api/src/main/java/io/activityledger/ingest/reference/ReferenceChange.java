package io.activityledger.ingest.reference;

/// What one record of `references` does to the local copy.
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
sealed interface ReferenceChange {

    byte[] key();

    /// Writes the state that stands at `offset`.
    record Put(byte[] key, long offset, byte[] value) implements ReferenceChange {}

    record Delete(byte[] key) implements ReferenceChange {}
}
