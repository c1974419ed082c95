package io.activityledger.ingest.deduplication;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Position;

/// What came of asking for an activity under a key? `R` is why nothing was written.
public sealed interface Outcome<R> {

    /// It is the first of its id, and this request wrote it.
    record Created<R>(Activity activity, Position position) implements Outcome<R> {}

    /// The same request wrote it before: this is what it wrote, and where it stands.
    record Replayed<R>(Activity activity, Position position) implements Outcome<R> {}

    /// Another request used the key before.
    record KeyReused<R>() implements Outcome<R> {}

    /// It stands on the log; whether it is the first of its id nobody could say in time.
    record Unverified<R>(Activity activity, Position position) implements Outcome<R> {}

    /// Nothing was written, or nobody knows.
    record NotWritten<R>(R why) implements Outcome<R> {}
}
