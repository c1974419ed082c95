package io.activityledger.ingest.reference;

import io.activityledger.schemas.Subject;
import java.time.Duration;
import java.util.List;

/// Are there such contacts, deals and companies? The port that an activity's ids are checked
/// against.
@FunctionalInterface
public interface KnownReferences {

    /// Looks for each in turn; blocks while the latest of them are still on their way.
    Found find(String workspaceId, List<Subject> subjects);

    /// What came of looking.
    sealed interface Found {

        record All() implements Found {}

        /// The first that does not exist, as of after the question was asked.
        record Missing(Subject subject) implements Found {}

        /// Nobody can say in time.
        record Unreachable(Duration retryAfter, String reason) implements Found {}
    }
}
