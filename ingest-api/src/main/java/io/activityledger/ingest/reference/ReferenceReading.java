package io.activityledger.ingest.reference;

import io.activityledger.schemas.Subject;
import java.time.Duration;

/// What is known of this contact, deal or company? The port that they are read through.
@FunctionalInterface
public interface ReferenceReading {

    /// As of after the question was asked, where that can be had in time.
    Known read(String workspaceId, Subject subject);

    /// What is known.
    sealed interface Known {

        /// All that is kept of it.
        ///
        /// @param latest false where its topic could not be read to the end in time
        record Found(String attributesJson, boolean latest) implements Known {}

        /// There is none, as of after the question was asked.
        record Missing() implements Known {}

        /// Nobody can say in time.
        record Unreachable(Duration retryAfter, String reason) implements Known {}
    }
}
