package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookAttempt;
import java.time.Duration;
import java.time.Instant;

/// What follows from what has become of a delivery, for its row, for its lane, and for what is
/// remembered of its endpoint?
///
/// What is remembered is written before the row goes: a crash in between tells of the attempt
/// twice. Belongs to the desk.
final class Settling {

    private final DeskStore store;
    private final Backlog backlog;
    private final Duration longestQuiet;

    Settling(DeskStore store, Backlog backlog, Duration longestQuiet) {
        this.store = store;
        this.backlog = backlog;
        this.longestQuiet = longestQuiet;
    }

    /// @param took for how many milliseconds it was out
    void settle(Outcome outcome, Lane lane, long took, long now) {
        Due due = outcome.handout().due();
        switch (outcome) {
            case Outcome.Ended(_, Verdict verdict, WebhookAttempt told) -> {
                store.records().tell(lane.key(), told);
                ended(lane, outcome.handout(), verdict, told.attemptedAt());
                if (verdict instanceof Verdict.Delivered) {
                    lane.answered(took);
                } else {
                    lane.failed(took, now);
                }
            }
            case Outcome.Dropped(Handout handout, WebhookAttempt told) -> {
                store.records().tell(lane.key(), told);
                if (handout.errand() instanceof Handout.Errand.LayDown(String reason)) {
                    layDown(lane, due, reason, told.attemptedAt());
                }
                backlog.end(lane, handout);
                lane.unsent();
                lane.end();
            }
            case Outcome.Again(_, long atMillis, long quietUntil, WebhookAttempt told) -> {
                store.records().tell(lane.key(), told);
                backlog.fail(lane, due, due.again(atMillis), told.attemptedAt());
                lane.failed(took, now);
                lane.quietUntil(Math.min(quietUntil, now + longestQuiet.toMillis()));
            }
            case Outcome.Untried(_, long atMillis) -> {
                backlog.move(lane, due, due.at(atMillis));
                lane.unsent();
            }
        }
    }

    private void ended(Lane lane, Handout handout, Verdict verdict, Instant at) {
        Due due = handout.due();
        switch (verdict) {
            case Verdict.Delivered() -> {}
            case Verdict.RetryAt _ -> throw new IllegalStateException("not an end: " + verdict);
            case Verdict.Exhausted(String reason) -> layDown(lane, due, reason, at);
            case Verdict.EndpointGone(String reason) -> {
                layDown(lane, due, reason, at);
                store.records().marks().disable(lane.key(), reason);
            }
        }
        backlog.end(lane, handout);
    }

    private void layDown(Lane lane, Due due, String reason, Instant at) {
        store.pending()
                .delivery(lane.key(), due.webhookId())
                .ifPresent(delivery ->
                        store.records()
                                .letters()
                                .add(
                                        lane.key(),
                                        due.webhookId(),
                                        new DeadLetter(at, reason, delivery)));
    }
}
