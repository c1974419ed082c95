package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.endpoint.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where deliveries of one partition come in, go out and come back.
///
/// ```
/// record ─▶ take ─▶ store · lane ─▶ serve ─▶ courier ─▶ (virtual threads)
///                      ▲                                     │
///                      └────────── visit ◀── outcomes ◀──────┘
/// ```
///
/// Belongs to the stream thread of its task: it alone touches the store and the lanes.
final class DeliveryDesk {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);
    private static final Duration WITHOUT_ROOM = Duration.ofMillis(20);
    private static final Duration WHILE_INACTIVE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_SWEEPS_OF_MARKERS = Duration.ofHours(1);
    private static final int MARKERS_A_STEP = 2_000;

    private final DeliveryParts shared;
    private final PendingStore store;
    private final Lanes lanes;
    private final Tenure tenure;
    private long applied;
    private long appliedStored;
    private byte[] markerCursor = PendingStore.firstMarker();
    private Instant markersRestUntil = Instant.EPOCH;

    /// Finds in the store what the hold before this one has left.
    DeliveryDesk(DeliveryParts shared, PendingStore store) {
        this.shared = shared;
        this.store = store;
        this.lanes = new Lanes(shared.limits());
        this.tenure = new Tenure(shared.inFlight(), shared.patience());
        this.applied = store.applied();
        this.appliedStored = applied;
        for (LaneKey key : store.lanes()) {
            Lane lane = lanes.of(key);
            refill(lane, Due.FIRST);
            lanes.visitAt(lane, lane.nextTurn(now()));
        }
    }

    /// Takes in the delivery that stands at the offset, and starts it where its lane allows. One
    /// that is known already stays as it is.
    void take(byte[] value, long offset) {
        visitOutcomes();
        if (offset <= applied) {
            return;
        }
        switch (shared.codec().decode(value)) {
            case Decoded.Value<WebhookDelivery>(WebhookDelivery delivery) -> take(delivery, value);
            case Decoded.Unreadable<WebhookDelivery>(String reason) ->
                    LOG.error("Delivery cannot be read offset={} reason={}", offset, reason);
        }
        applied = offset;
    }

    /// Takes outcomes in, starts what has fallen due, and notes how far the topic has been taken
    /// in.
    void visit() {
        visitOutcomes();
        for (Lane lane : lanes.due(now())) {
            if (!serve(lane)) {
                break;
            }
        }
        if (applied != appliedStored) {
            store.apply(applied);
            appliedStored = applied;
        }
    }

    /// What waits for an endpoint that is deleted is due at once, to be ended.
    void sweep() {
        for (Lane lane : lanes.all()) {
            if (endpoint(lane).isEmpty()) {
                lane.end();
                lanes.visitAt(lane, lane.nextTurn(now()));
            }
        }
    }

    /// One bounded step through the markers; after the last of them, a long rest.
    void dropMarkers() {
        Instant now = shared.clock().instant();
        if (now.isBefore(markersRestUntil)) {
            return;
        }
        Instant old = now.minus(shared.limits().markers());
        Optional<byte[]> next = store.dropMarkers(markerCursor, old, MARKERS_A_STEP);
        markerCursor = next.orElseGet(PendingStore::firstMarker);
        if (next.isEmpty()) {
            markersRestUntil = now.plus(BETWEEN_SWEEPS_OF_MARKERS);
        }
    }

    /// Nothing more is started, and what comes back is not heard.
    void close() {
        tenure.end();
    }

    private void take(WebhookDelivery delivery, byte[] value) {
        LaneKey key = LaneKey.of(delivery);
        if (store.knows(key, delivery.webhookId())) {
            return;
        }
        var due = new Due(now(), delivery.webhookId());
        store.add(key, due, value);
        Lane lane = lanes.of(key);
        lane.window().add(due);
        serve(lane);
    }

    private void visitOutcomes() {
        tenure.beat();
        Optional<Outcome> next = tenure.next();
        while (next.isPresent()) {
            Outcome outcome = next.get();
            Lane lane = lanes.of(outcome.handout().lane());
            lane.back(outcome.handout().due());
            settle(lane, outcome);
            serve(lane);
            next = tenure.next();
        }
    }

    private void settle(Lane lane, Outcome outcome) {
        Due due = outcome.handout().due();
        int attempt = outcome.handout().attempt();
        switch (outcome) {
            case Outcome.Ended(_, Verdict verdict) -> {
                store.end(lane.key(), due, shared.clock().instant());
                if (verdict instanceof Verdict.Delivered) {
                    lane.answered();
                } else {
                    lane.failed();
                }
            }
            case Outcome.Dropped _ -> store.end(lane.key(), due, shared.clock().instant());
            case Outcome.Again(_, long atMillis) -> {
                moveTo(lane, due, due.at(atMillis), attempt + 1);
                lane.failed();
            }
            case Outcome.Untried(_, long atMillis) -> {
                moveTo(lane, due, due.at(atMillis), attempt);
                lane.endNoMore();
            }
        }
    }

    private void moveTo(Lane lane, Due from, Due to, int attempt) {
        store.move(lane.key(), from, to, attempt);
        lane.window().add(to);
    }

    /// Hands out what is due in the lane; false where this instance has no room for more.
    private boolean serve(Lane lane) {
        long now = now();
        if (endpoint(lane).filter(it -> !it.active()).isPresent()) {
            lanes.visitAt(lane, now + WHILE_INACTIVE.toMillis());
            return true;
        }
        boolean room = true;
        Optional<Due> next = lane.next(now);
        while (room && next.isPresent()) {
            room = handOut(lane, next.get());
            if (lane.window().runsLow()) {
                refill(lane, lane.window().horizon());
            }
            next = lane.next(now);
        }
        lanes.visitAt(lane, room ? lane.nextTurn(now) : now + WITHOUT_ROOM.toMillis());
        return room;
    }

    private boolean handOut(Lane lane, Due due) {
        if (!shared.inFlight().tryEnter()) {
            return false;
        }
        Optional<Handout> handout = handout(lane.key(), due);
        if (handout.isEmpty()) {
            shared.inFlight().leave();
            lane.window().remove(due);
            store.forget(lane.key(), due);
            return true;
        }
        lane.handOut(due);
        shared.courier().start(handout.get(), lane.places(), tenure);
        return true;
    }

    private Optional<Handout> handout(LaneKey key, Due due) {
        return store.delivery(key, due.webhookId())
                .flatMap(this::decoded)
                .flatMap(delivery ->
                        store.attempt(key, due)
                                .map(attempt -> new Handout(key, due, attempt, delivery)));
    }

    /// Only what could be read was taken in.
    private Optional<WebhookDelivery> decoded(byte[] value) {
        return switch (shared.codec().decode(value)) {
            case Decoded.Value<WebhookDelivery>(WebhookDelivery delivery) -> Optional.of(delivery);
            case Decoded.Unreadable<WebhookDelivery>(String reason) -> {
                LOG.error("Pending delivery cannot be read any more reason={}", reason);
                yield Optional.empty();
            }
        };
    }

    private void refill(Lane lane, Due from) {
        LaneWindow window = lane.window();
        window.refill(store.waiting(lane.key(), from, window.wanted()), lane.out());
    }

    private Optional<Endpoint> endpoint(Lane lane) {
        return shared.endpoints().find(lane.key().workspaceId(), lane.key().endpointId());
    }

    private long now() {
        return shared.clock().instant().toEpochMilli();
    }
}
