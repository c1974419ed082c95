package io.activityledger.webhooks.receiver;

import io.activityledger.kit.tracing.TracedStep;
import io.activityledger.kit.tracing.Tracing;

/// Each delivery as a step of the trace that caused it. Safe for any number of threads.
public final class TracedReceivers implements Receivers {

    private static final String STEP = "webhook attempt";

    private final Receivers receivers;
    private final Tracing tracing;

    /// Tells of what `receivers` do.
    public TracedReceivers(Receivers receivers, Tracing tracing) {
        this.receivers = receivers;
        this.tracing = tracing;
    }

    @Override
    public Answer deliver(Shipment shipment) {
        try (TracedStep step = tracing.begin(Tracing.Role.CALLING, STEP, shipment.trace())) {
            step.tell("ledger.webhook_id", shipment.webhookId());
            step.tell("ledger.delivery_id", shipment.deliveryId());
            Answer answer = receivers.deliver(shipment);
            tellOf(answer, step);
            return answer;
        }
    }

    private static void tellOf(Answer answer, TracedStep step) {
        switch (answer) {
            case Answer.Answered(int status, _, _) ->
                    step.tell("http.response.status_code", Integer.toString(status));
            case Answer.Unanswered _ -> {}
        }
        answer.complaint().ifPresent(it -> step.failed(it.failure().word()));
    }
}
