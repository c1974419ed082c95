package io.activityledger.webhooks.delivery;

import io.activityledger.webhooks.delivery.Verdict.Delivered;
import io.activityledger.webhooks.delivery.Verdict.EndpointGone;
import io.activityledger.webhooks.delivery.Verdict.Exhausted;
import io.activityledger.webhooks.delivery.Verdict.RetryAt;
import io.activityledger.webhooks.receiver.Answer;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What follows from an answer? One answer in, one verdict out; nothing else is asked.
public record Judgement(RetrySchedule schedule) {

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /// The same, with these waits before each attempt after the first.
    Judgement withWaits(List<Duration> waits) {
        return new Judgement(schedule.withWaits(waits));
    }

    /// Judges the `attempt` (1 for the first) whose answer came `now`.
    public Verdict verdict(String webhookId, int attempt, Answer answer, Instant now) {
        return switch (answer) {
            case Answered answered when answered.accepted() -> new Delivered();
            case Answered(int status, _, _) when status == GONE ->
                    new EndpointGone("the receiver answered 410");
            case Answered answered ->
                    schedule.pauseAfter(attempt, webhookId)
                            .map(pause -> retry(answered, now, pause))
                            .orElseGet(() -> exhausted(attempt, answered));
            case Unanswered unanswered ->
                    schedule.pauseAfter(attempt, webhookId)
                            .<Verdict>map(pause -> new RetryAt(now.plus(pause)))
                            .orElseGet(() -> exhausted(attempt, unanswered));
        };
    }

    private Verdict retry(Answered answered, Instant now, Duration pause) {
        Instant due = now.plus(pause);
        return new RetryAt(asked(answered, now).filter(due::isBefore).orElse(due));
    }

    /// Before when the receiver wants no call at all, whatever is due; empty where it says nothing.
    public Optional<Instant> quietUntil(Answer answer, Instant now) {
        return answer instanceof Answered answered ? asked(answered, now) : Optional.empty();
    }

    /// When the receiver wants to be called again, as far as that is granted.
    private Optional<Instant> asked(Answered answered, Instant now) {
        boolean busy = answered.status() == TOO_MANY_REQUESTS || answered.status() == UNAVAILABLE;
        Instant latest = now.plus(schedule.longestRetryAfter());
        return switch (answered.retryAfter()) {
            case RetryAfter.Not(Instant before) when busy ->
                    Optional.of(before.isBefore(latest) ? before : latest);
            case RetryAfter.Not _, RetryAfter.Unnamed _ -> Optional.empty();
        };
    }

    private static Exhausted exhausted(int attempts, Answer last) {
        String detail = last.complaint().map(Answer.Complaint::detail).orElse("");
        return new Exhausted("%d attempts failed, the last: %s".formatted(attempts, detail));
    }
}
