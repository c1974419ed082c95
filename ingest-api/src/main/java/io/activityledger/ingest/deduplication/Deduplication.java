package io.activityledger.ingest.deduplication;

import io.activityledger.ingest.deduplication.Decision.Beforehand;
import io.activityledger.ingest.deduplication.Writing.Attempt;
import java.time.Duration;

/// Is this request an activity, or one that was sent before? The log decides: of all records of an
/// id the first counts, and every answer agrees with it.
///
/// ```
///          first? ── stands ─▶ Replayed · KeyReused
///            │ none, unknown
///          write  ── not ────▶ NotWritten
///            │ at P
///          first, behind P? ─▶ Created · Replayed · KeyReused · Unverified
/// ```
///
/// Nothing is claimed before the write, so nothing is left behind by a crash anywhere. Requests of
/// one id that meet on this instance go one behind the other, which spares the log their doubles.
/// Safe for many threads; blocks its caller.
public final class Deduplication<R> {

    private final FirstRecords firsts;
    private final DeduplicationLimits limits;
    private final DeduplicationMeters meters;
    private final KeysUnderWay<R> underWay;

    public Deduplication(
            FirstRecords firsts, DeduplicationLimits limits, DeduplicationMeters meters) {
        this.firsts = firsts;
        this.limits = limits;
        this.meters = meters;
        this.underWay = new KeysUnderWay<>(limits.keysUnderWay());
    }

    /// Writes it, unless it was written before.
    public Outcome<R> create(KeyedDraft asked, Writing<R> writing) {
        Outcome<R> outcome =
                underWay.oneBehindTheOther(
                        asked, limits.patienceForOthers(), () -> created(asked, writing));
        meters.settled(outcome);
        return outcome;
    }

    private Outcome<R> created(KeyedDraft asked, Writing<R> writing) {
        First known = firsts.asOfNow(asked.workspaceId(), asked.id(), limits.before());
        return switch (Decision.<R>before(asked, known)) {
            case Beforehand.Settled<R>(Outcome<R> outcome) -> outcome;
            case Beforehand.Write<R>() -> written(asked, writing);
        };
    }

    private Outcome<R> written(KeyedDraft asked, Writing<R> writing) {
        return switch (writing.write(asked)) {
            case Attempt.NotAppended<R>(R why) -> new Outcome.NotWritten<>(why);
            case Attempt.Appended<R> own -> {
                Duration patience = limits.behind();
                First first =
                        firsts.behind(own.position(), asked.workspaceId(), asked.id(), patience);
                yield Decision.behind(asked, own, first);
            }
        };
    }
}
