package io.activityledger.ingest.deduplication;

import io.activityledger.ingest.deduplication.Writing.Attempt.Appended;

/// What follows from what is known of the first record of an id? Pure; all of the rules.
///
/// ```
///                 before the write        behind the own record
/// its own          –                      Created
/// of the same      Replayed               Replayed
/// of another       KeyReused              KeyReused
/// none             write                  Unverified: the projector contradicts the log
/// unknown          write                  Unverified
/// ```
final class Decision {

    private Decision() {}

    /// What to do before anything is written.
    sealed interface Beforehand<R> {

        record Write<R>() implements Beforehand<R> {}

        record Settled<R>(Outcome<R> outcome) implements Beforehand<R> {}
    }

    static <R> Beforehand<R> before(KeyedDraft asked, First first) {
        return switch (first) {
            case First.Standing standing -> new Beforehand.Settled<>(judged(asked, standing));
            case First.None _, First.Unknown _ -> new Beforehand.Write<>();
        };
    }

    static <R> Outcome<R> behind(KeyedDraft asked, Appended<R> own, First first) {
        return switch (first) {
            case First.Standing standing when standing.position().equals(own.position()) ->
                    new Outcome.Created<>(own.activity(), own.position());
            case First.Standing standing -> judged(asked, standing);
            case First.None _, First.Unknown _ ->
                    new Outcome.Unverified<>(own.activity(), own.position());
        };
    }

    private static <R> Outcome<R> judged(KeyedDraft asked, First.Standing first) {
        return first.cameOf(asked)
                ? new Outcome.Replayed<>(first.stored().as(asked), first.position())
                : new Outcome.KeyReused<>();
    }
}
