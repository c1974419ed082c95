package io.activityledger.ingest.reference;

import io.activityledger.schemas.Reference;
import java.time.Duration;

/// Where do contacts, deals and companies come to stand? The port to their topic.
@FunctionalInterface
public interface ReferenceLog {

    /// Answers when it stands there and this instance knows it.
    Put put(Reference reference);

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
}
