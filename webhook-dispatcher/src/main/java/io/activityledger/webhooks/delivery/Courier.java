package io.activityledger.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.activityledger.kit.tracing.Trace;
import io.activityledger.schemas.WebhookAttempt;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.attempts.Attempts;
import io.activityledger.webhooks.attempts.Written;
import io.activityledger.webhooks.deadletter.DeadLetters;
import io.activityledger.webhooks.endpoint.Endpoint;
import io.activityledger.webhooks.endpoint.Endpoint.LastDelivery;
import io.activityledger.webhooks.endpoint.Endpoints;
import io.activityledger.webhooks.endpoint.EndpointsUnread;
import io.activityledger.webhooks.receiver.Answer;
import io.activityledger.webhooks.receiver.Receivers;
import io.activityledger.webhooks.receiver.Shipment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries one delivery to its receiver, judges the answer, and sees what came of it written before
/// anybody forgets anything.
///
/// ```
/// handed out ─▶ place ─▶ endpoint? ─▶ receiver ─▶ judgement ─▶ attempt written ─▶ outcome
///                           └ deleted ─▶ told as such      └ given up ─▶ dead letter ┘
/// ```
///
/// Each delivery has a virtual thread of its own; nothing here touches the store.
public final class Courier implements Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String ONLY_FAILURES = "nothing but failures for too long";
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(30);

    private final Ports ports;
    private final Judgement judgement;
    private final Duration timeout;
    private final Chance chance;

    /// What it meets on the way.
    public record Ports(
            Endpoints endpoints,
            Receivers receivers,
            Attempts attempts,
            DeadLetters deadLetters,
            Disabling disabling,
            HealthReports health,
            DeliveryMeters meters) {}

    /// Where time and ids come from.
    ///
    /// @param dice good enough for ids, and safe to be shared by threads
    public record Chance(InstantSource clock, RandomGenerator dice) {}

    /// Judges each answer by `judgement`; `timeout` is for one attempt.
    public Courier(Ports ports, Judgement judgement, Duration timeout, Chance chance) {
        this.ports = ports;
        this.judgement = judgement;
        this.timeout = timeout;
        this.chance = chance;
    }

    @Override
    public void start(Handout handout, Semaphore places, Tenure tenure) {
        Thread.ofVirtual()
                .name("webhook-delivery")
                .start(() -> tenure.report(outcome(handout, places, tenure)));
    }

    private Outcome outcome(Handout handout, Semaphore places, Tenure tenure) {
        try {
            return carry(handout, places, tenure);
        } catch (InterruptedException | EndpointsUnread _) {
            return untried(handout, LATER);
        } catch (RuntimeException bug) {
            LOG.error(
                    "Delivery failed and is put off webhook={} endpoint={}",
                    handout.delivery().webhookId(),
                    handout.delivery().endpointId(),
                    bug);
            return untried(handout, AFTER_A_BUG);
        }
    }

    private Outcome carry(Handout handout, Semaphore places, Tenure tenure)
            throws InterruptedException {
        Optional<Endpoint> endpoint = endpoint(handout.lane());
        if (endpoint.isEmpty()) {
            return dropped(handout, WebhookAttempt.Outcome.ENDPOINT_DELETED, tenure);
        }
        if (handout.errand() instanceof Handout.Errand.LayDown(String reason)) {
            return endpoint.get().active()
                    ? asBefore(handout)
                    : laidDownUnsent(handout, reason, tenure);
        }
        if (!endpoint.get().active()) {
            return untried(handout, LATER);
        }
        if (handout.due().atMillis() > now().toEpochMilli()) {
            // Handed out early because its endpoint seemed to be deleted.
            return asBefore(handout);
        }
        places.acquire();
        Attempted attempted;
        try {
            if (!tenure.mayStart()) {
                return asBefore(handout);
            }
            attempted = attempt(handout, endpoint.get());
        } finally {
            places.release();
        }
        return settled(attempted, judgementFor(endpoint.get()), tenure);
    }

    /// One that is not known may have been created a moment ago: only whoever has read everything
    /// may say that it is deleted.
    private Optional<Endpoint> endpoint(LaneKey key) throws InterruptedException {
        Optional<Endpoint> known = ports.endpoints().find(key.workspaceId(), key.endpointId());
        if (known.isPresent()) {
            return known;
        }
        ports.endpoints().catchUp();
        return ports.endpoints().find(key.workspaceId(), key.endpointId());
    }

    private Attempted attempt(Handout handout, Endpoint endpoint) {
        String deliveryId = newId();
        Instant at = now();
        long began = System.nanoTime();
        Answer answer = ports.receivers().deliver(shipment(handout, endpoint, deliveryId, at));
        Duration duration = Duration.ofNanos(System.nanoTime() - began);
        return new Attempted(handout, deliveryId, at, duration, answer);
    }

    private Shipment shipment(Handout handout, Endpoint endpoint, String deliveryId, Instant at) {
        return new Shipment(
                handout.lane().workspaceId(),
                endpoint.url(),
                handout.delivery().webhookId(),
                deliveryId,
                at,
                endpoint.secretsAt(at),
                handout.delivery().bodyJson().getBytes(UTF_8),
                endpoint.settings().timeoutOr(timeout),
                endpoint.settings().headers(),
                traceOf(handout.delivery()));
    }

    private static Trace traceOf(WebhookDelivery delivery) {
        String parent = delivery.traceparent();
        return parent == null ? Trace.NONE : new Trace(parent, "");
    }

    /// By its endpoint's own schedule, where it has one.
    private Judgement judgementFor(Endpoint endpoint) {
        List<Duration> waits = endpoint.settings().schedule();
        return waits == null ? judgement : judgement.withWaits(waits);
    }

    private Outcome settled(Attempted attempted, Judgement own, Tenure tenure)
            throws InterruptedException {
        Handout handout = attempted.handout();
        Verdict verdict =
                own.verdict(
                        handout.delivery().webhookId(),
                        handout.attempt(),
                        attempted.answer(),
                        now());
        if (hopeless(verdict, handout)) {
            verdict = new Verdict.EndpointGone(ONLY_FAILURES);
        }
        boolean delivered = verdict instanceof Verdict.Delivered;
        WebhookAttempt record = attempted.record(verdict);
        ports.health().tell(handout.lane(), new LastDelivery(delivered, attempted.at()));
        ports.meters().attempted(record.outcome(), attempted.duration());
        Written attempt = ports.attempts().write(record, tenure::lasts);
        return switch (attempt) {
            case Written.NoLongerWanted() -> asBefore(handout);
            case Written.Acknowledged() -> ended(attempted, new Told(verdict, record), tenure);
        };
    }

    private record Told(Verdict verdict, WebhookAttempt record) {}

    /// A failure where there has been nothing else for too long.
    private boolean hopeless(Verdict verdict, Handout handout) {
        boolean failed = verdict instanceof Verdict.RetryAt || verdict instanceof Verdict.Exhausted;
        return failed
                && handout.errand() instanceof Handout.Errand.Send(long hopeUntil)
                && now().toEpochMilli() >= hopeUntil;
    }

    private Outcome ended(Attempted attempted, Told told, Tenure tenure)
            throws InterruptedException {
        Handout handout = attempted.handout();
        return switch (told.verdict()) {
            case Verdict.Delivered() -> new Outcome.Ended(handout, told.verdict(), told.record());
            case Verdict.RetryAt(Instant at) ->
                    new Outcome.Again(
                            handout, at.toEpochMilli(), quietUntil(attempted), told.record());
            case Verdict.Exhausted(String reason) -> laidDown(handout, told, reason, tenure);
            case Verdict.EndpointGone(String reason) -> {
                ports.disabling().disable(handout.lane(), reason, tenure);
                yield laidDown(handout, told, reason, tenure);
            }
        };
    }

    private long quietUntil(Attempted attempted) {
        return judgement
                .quietUntil(attempted.answer(), now())
                .map(Instant::toEpochMilli)
                .orElse(0L);
    }

    private Outcome laidDown(Handout handout, Told told, String reason, Tenure tenure) {
        return switch (ports.deadLetters().write(handout.delivery(), reason, tenure::lasts)) {
            case Written.NoLongerWanted() -> asBefore(handout);
            case Written.Acknowledged() ->
                    new Outcome.Ended(handout, told.verdict(), told.record());
        };
    }

    /// Nothing is sent to an endpoint that was disabled.
    private Outcome laidDownUnsent(Handout handout, String reason, Tenure tenure) {
        return switch (ports.deadLetters().write(handout.delivery(), reason, tenure::lasts)) {
            case Written.NoLongerWanted() -> asBefore(handout);
            case Written.Acknowledged() ->
                    dropped(handout, WebhookAttempt.Outcome.ENDPOINT_DISABLED, tenure);
        };
    }

    private Outcome dropped(Handout handout, WebhookAttempt.Outcome outcome, Tenure tenure) {
        var record = Attempted.dropped(handout.delivery(), newId(), now(), outcome);
        return switch (ports.attempts().write(record, tenure::lasts)) {
            case Written.NoLongerWanted() -> asBefore(handout);
            case Written.Acknowledged() -> new Outcome.Dropped(handout, record);
        };
    }

    private static Outcome asBefore(Handout handout) {
        return new Outcome.Untried(handout, handout.due().atMillis());
    }

    private Outcome untried(Handout handout, Duration after) {
        return new Outcome.Untried(handout, now().plus(after).toEpochMilli());
    }

    private Instant now() {
        return chance.clock().instant();
    }

    /// A UUID of version 4.
    private String newId() {
        long most = (chance.dice().nextLong() & ~0xF000L) | 0x4000L;
        long least = (chance.dice().nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(most, least).toString();
    }
}
