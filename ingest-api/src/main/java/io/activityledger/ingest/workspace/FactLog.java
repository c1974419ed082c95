package io.activityledger.ingest.workspace;

import io.activityledger.schemas.Fact;
import java.time.Duration;

/// Where do facts come to stand? The port to their topic.
@FunctionalInterface
interface FactLog {

    /// Answers when it stands there and counts here, or when that takes too long.
    Said say(Fact fact);

    /// What came of saying one.
    sealed interface Said {

        /// It counts here from now on, and elsewhere in a moment.
        record Counts() implements Said {}

        /// It stands on its topic, but did not count here in time.
        record Stands(Duration retryAfter) implements Said {}

        /// It may stand there or not.
        record Unavailable(Duration retryAfter, String reason) implements Said {}
    }
}
