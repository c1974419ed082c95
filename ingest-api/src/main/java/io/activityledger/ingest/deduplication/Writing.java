package io.activityledger.ingest.deduplication;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;

/// How is what was asked for written, once nothing stands in its way? `R` is why it was not.
@FunctionalInterface
public interface Writing<R> {

    Attempt<R> write(KeyedDraft asked);

    /// What came of it?
    sealed interface Attempt<R> {

        /// It stands on the log, though another may stand before it.
        record Appended<R>(Activity activity, Position position) implements Attempt<R> {}

        /// Turned down, or nobody knows whether it stands.
        record NotAppended<R>(R why) implements Attempt<R> {}
    }
}
