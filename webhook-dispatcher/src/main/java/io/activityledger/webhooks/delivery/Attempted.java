package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookAttempt.Outcome;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.receiver.Answer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was sent, when, and what came back?
record Attempted(Handout handout, String deliveryId, Instant at, Duration duration, Answer answer) {

    /// As it is told on `webhook-attempts`.
    WebhookAttempt record(Verdict verdict) {
        WebhookDelivery delivery = handout.delivery();
        var complaint = answer.complaint();
        return new WebhookAttempt(
                deliveryId,
                delivery.webhookId(),
                delivery.workspaceId(),
                delivery.endpointId(),
                delivery.event(),
                delivery.activityId(),
                handout.attempt(),
                at,
                duration.toMillis(),
                outcome(verdict),
                status(),
                body(),
                complaint.map(it -> it.failure().word()).orElse(null),
                complaint.map(Answer.Complaint::detail).orElse(null),
                verdict instanceof Verdict.RetryAt(Instant next) ? next : null);
    }

    /// That nothing was sent, because its endpoint is deleted or disabled.
    static WebhookAttempt dropped(
            WebhookDelivery delivery, String deliveryId, Instant at, Outcome outcome) {
        return new WebhookAttempt(
                deliveryId,
                delivery.webhookId(),
                delivery.workspaceId(),
                delivery.endpointId(),
                delivery.event(),
                delivery.activityId(),
                0,
                at,
                0,
                outcome,
                null,
                null,
                null,
                null,
                null);
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered() -> Outcome.DELIVERED;
            case Verdict.RetryAt _ -> Outcome.RETRYING;
            case Verdict.Exhausted _ -> Outcome.EXHAUSTED;
            case Verdict.EndpointGone _ -> Outcome.ENDPOINT_DISABLED;
        };
    }

    private @Nullable Integer status() {
        return answer instanceof Answer.Answered answered ? answered.status() : null;
    }

    private @Nullable String body() {
        return answer instanceof Answer.Answered answered ? answered.body() : null;
    }
}
