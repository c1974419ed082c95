package io.activityledger.ingest.reference;

import io.activityledger.schemas.Reference;
import io.activityledger.schemas.Subject;
import java.time.Duration;
import java.util.List;

/// Where do contacts, deals and companies come to stand? The port to their topic.
public interface ReferenceLog {

    /// Answers when it stands there and this instance knows it.
    Put put(Reference reference);

    /// Answers when all of them stand there; their ids are new to everybody.
    Creation create(List<Reference> references);

    /// Answers when it is gone and this instance knows; whether it was there makes no difference.
    Deletion delete(String workspaceId, Subject subject);

    /// What came of putting one.
    sealed interface Put {

        /// There was none before.
        record Created() implements Put {}

        record Replaced() implements Put {}

        /// It may stand there or not: put it again.
        record Unavailable(Duration retryAfter, String reason) implements Put {}

        /// It stands nowhere and never will.
        record TooLarge(int bytes) implements Put {}
    }

    /// What came of creating some.
    sealed interface Creation {

        record Created() implements Creation {}

        /// Each of them may stand there or not.
        record Unavailable(Duration retryAfter, String reason) implements Creation {}

        /// One of them stands nowhere and never will; each of the others may.
        record TooLarge(int bytes) implements Creation {}
    }

    /// What came of deleting one.
    sealed interface Deletion {

        record Deleted() implements Deletion {}

        /// It may be gone or not: delete it again.
        record Unavailable(Duration retryAfter, String reason) implements Deletion {}
    }
}
