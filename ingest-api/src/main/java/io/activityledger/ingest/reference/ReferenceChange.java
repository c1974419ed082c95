package io.activityledger.ingest.reference;

import org.jspecify.annotations.Nullable;

/// What one record of `references` does to the local copy.
@SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
sealed interface ReferenceChange {

    byte[] key();

    /// Writes the state that stands at `offset`; `email` is how it is found by its address.
    record Put(byte[] key, long offset, byte[] value, @Nullable StoredEmail email)
            implements ReferenceChange {

        /// One that has no address.
        Put(byte[] key, long offset, byte[] value) {
            this(key, offset, value, null);
        }
    }

    record Delete(byte[] key) implements ReferenceChange {}
}
