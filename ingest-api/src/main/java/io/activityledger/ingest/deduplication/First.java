package io.activityledger.ingest.deduplication;

import io.activityledger.schemas.Position;

/// What is known of the first record of an id?
public sealed interface First {

    /// There is one.
    ///
    /// @param fingerprint of the request it came of; empty where it came of none of ours
    record Standing(Position position, String fingerprint, StoredActivity stored) implements First {

        /// Whether it came of the same request.
        boolean cameOf(KeyedDraft asked) {
            return fingerprint.equals(asked.fingerprint());
        }
    }

    /// No record bears the id.
    record None() implements First {}

    /// Nobody could say in time.
    record Unknown(String reason) implements First {}
}
