package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.endpoint.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where deliveries of one partition come in, go out and come back.
///
/// ```
/// record ─▶ take ─▶ store · lane ─▶ rota ─▶ start ─▶ carrier ─▶ (virtual threads)
///                      ▲                                  │
///                      └────── visit ◀── outcomes ◀───────┘
/// ```
///
/// Belongs to the stream thread of its task: it alone touches the store and the lanes.
final class DeliveryDesk {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);
    private static final Duration WITHOUT_ROOM = Duration.ofMillis(20);
    private static final Duration SICK_WITHOUT_ROOM = Duration.ofMillis(500);
    private static final Duration WHILE_INACTIVE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_STANDINGS = Duration.ofSeconds(1);

    /// What one lane may start before the next has its turn.
    private static final int TURN = 4;

    private final DeliveryParts shared;
    private final PendingStore store;
    private final LaneSupply supply;
    private final Markers markers;
    private final Lanes lanes;
    private final Tenure tenure;
    private long applied;
    private long appliedStored;
    private long waiting;
    private int out;
    private int sick;
    private long sweepAt;
    private long standingAt;

    /// Finds in the store what the hold before this one has left.
    DeliveryDesk(DeliveryParts shared, PendingStore store) {
        this.shared = shared;
        this.store = store;
        this.supply = new LaneSupply(store, shared.codec());
        this.markers = new Markers(store, shared.limits().markers());
        this.lanes = new Lanes(shared.limits());
        this.tenure = new Tenure(shared.inFlight(), shared.patience(), shared.time().nanoTime());
        this.applied = store.applied();
        this.appliedStored = applied;
        PendingStore.Survey survey = store.survey();
        this.waiting = survey.waiting();
        for (LaneKey key : survey.lanes()) {
            Lane lane = lanes.of(key);
            supply.fill(lane);
            lanes.visitAt(lane, lane.nextTurn(now()));
        }
    }

    /// Takes in the delivery that stands at the offset, and starts it where its lane allows. One
    /// that is known already stays as it is.
    void take(byte[] value, long offset) {
        boolean steady = tenure.beat();
        takeOutcomes();
        if (offset > applied) {
            switch (shared.codec().decode(value)) {
                case Decoded.Value<WebhookDelivery>(WebhookDelivery delivery) ->
                        take(delivery, value);
                case Decoded.Unreadable<WebhookDelivery>(String reason) ->
                        LOG.error("Delivery cannot be read offset={} reason={}", offset, reason);
            }
            applied = offset;
        }
        if (steady) {
            start();
        }
    }

    /// Takes outcomes in, starts what has fallen due, and notes how far the topic has been taken
    /// in.
    void visit() {
        long now = now();
        boolean steady = tenure.beat();
        takeOutcomes();
        if (now >= sweepAt) {
            sweep();
            sweepAt = now + BETWEEN_SWEEPS.toMillis();
        }
        lanes.wake(now);
        if (steady) {
            start();
        }
        if (applied != appliedStored) {
            store.apply(applied);
            appliedStored = applied;
        }
        markers.drop(shared.time().clock().instant());
        if (now >= standingAt) {
            shared.meters().stands(this, Standing.of(waiting, lanes));
            standingAt = now + BETWEEN_STANDINGS.toMillis();
        }
    }

    /// What waits for an endpoint that is deleted is due at once, to be ended.
    void sweep() {
        for (Lane lane : lanes.all()) {
            if (endpoint(lane).isEmpty()) {
                lane.end();
                lanes.ready(lane);
            }
        }
    }

    /// When it should be visited next, at the latest; [Lane#NO_TURN] where nothing waits.
    long nextVisit() {
        return out > 0 ? 0 : nextTurn();
    }

    /// When something is due again; [Lane#NO_TURN] where nothing waits.
    long nextTurn() {
        return lanes.nextTurn();
    }

    /// All that has not ended.
    long waiting() {
        return waiting;
    }

    /// Nothing more is started. What is under way at receivers that are well may come back for a
    /// moment, so that nobody delivers it again; then nothing is heard any more.
    void close() {
        tenure.stop();
        try {
            long deadline = System.nanoTime() + shared.limits().handOver().toNanos();
            Optional<Outcome> next = Optional.empty();
            do {
                next.ifPresent(this::settle);
                next = out > sick ? tenure.next(deadline - System.nanoTime()) : Optional.empty();
            } while (next.isPresent());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        tenure.end();
        shared.inFlight().sicken(-sick);
        shared.meters().left(this);
    }

    private void take(WebhookDelivery delivery, byte[] value) {
        LaneKey key = LaneKey.of(delivery);
        if (store.knows(key, delivery.webhookId())) {
            return;
        }
        Due due = Due.first(now(), delivery.webhookId());
        store.add(key, due, value);
        waiting++;
        Lane lane = lanes.of(key);
        lane.add(due);
        lanes.ready(lane);
    }

    private void takeOutcomes() {
        Optional<Outcome> next = tenure.next();
        while (next.isPresent()) {
            settle(next.get());
            next = tenure.next();
        }
    }

    private void settle(Outcome outcome) {
        long now = now();
        Lane lane = lanes.of(outcome.handout().lane());
        Due due = outcome.handout().due();
        long took = lane.back(due, now);
        out--;
        switch (outcome) {
            case Outcome.Ended(_, Verdict verdict) -> {
                end(lane, due);
                if (verdict instanceof Verdict.Delivered) {
                    lane.answered(took);
                } else {
                    lane.failed(took, now);
                }
            }
            case Outcome.Dropped _ -> {
                end(lane, due);
                lane.unsent();
                lane.end();
            }
            case Outcome.Again(_, long atMillis, long quietUntil) -> {
                move(lane, due, due.again(atMillis));
                lane.failed(took, now);
                lane.quietUntil(
                        Math.min(
                                quietUntil,
                                now + shared.limits().breaker().longestPause().toMillis()));
            }
            case Outcome.Untried(_, long atMillis) -> {
                move(lane, due, due.at(atMillis));
                lane.unsent();
            }
        }
        countSick(lane, now);
        lanes.ready(lane);
    }

    private void end(Lane lane, Due due) {
        store.end(lane.key(), due, shared.time().clock().instant());
        waiting--;
    }

    private void move(Lane lane, Due from, Due to) {
        store.move(lane.key(), from, to);
        lane.add(to);
    }

    /// Lets all that are ready have their turns, until nothing is due or nobody may have more.
    private void start() {
        long now = now();
        Optional<Lane> next = shared.inFlight().full() ? Optional.empty() : lanes.next();
        while (next.isPresent()) {
            Lane lane = next.get();
            switch (turn(lane, now)) {
                case MORE -> lanes.ready(lane);
                case NO_MORE -> lanes.visitAt(lane, lane.nextTurn(now));
                case NO_ROOM -> lanes.visitAt(lane, now + withoutRoom(lane, now).toMillis());
                case INACTIVE -> lanes.visitAt(lane, now + WHILE_INACTIVE.toMillis());
            }
            next = shared.inFlight().full() ? Optional.empty() : lanes.next();
        }
    }

    private static Duration withoutRoom(Lane lane, long now) {
        return lane.sick(now) ? SICK_WITHOUT_ROOM : WITHOUT_ROOM;
    }

    /// How a lane's turn ended.
    private enum TurnEnd {
        MORE,
        NO_MORE,
        NO_ROOM,
        INACTIVE
    }

    private TurnEnd turn(Lane lane, long now) {
        if (endpoint(lane).filter(it -> !it.active()).isPresent()) {
            return TurnEnd.INACTIVE;
        }
        countSick(lane, now);
        for (int started = 0; started < TURN; started++) {
            Optional<Due> next = lane.next(now);
            if (next.isEmpty()) {
                return TurnEnd.NO_MORE;
            }
            if (!handOut(lane, next.get(), now)) {
                return TurnEnd.NO_ROOM;
            }
            supply.refillWhereLow(lane, next.get().isFirst());
        }
        return TurnEnd.MORE;
    }

    private boolean handOut(Lane lane, Due due, long now) {
        LaneKey key = lane.key();
        if (!shared.inFlight().tryEnter(key.workspaceId(), lane.out().size(), lane.sick(now))) {
            return false;
        }
        Optional<Handout> handout = supply.handout(lane, due);
        if (handout.isEmpty()) {
            shared.inFlight().leave(key.workspaceId());
            lane.remove(due);
            store.forget(key, due);
            waiting--;
            return true;
        }
        lane.handOut(due, now);
        out++;
        countSick(lane, now);
        shared.carrier().start(handout.get(), lane.places(), tenure);
        return true;
    }

    private void countSick(Lane lane, long now) {
        int more = lane.countSick(now);
        sick += more;
        shared.inFlight().sicken(more);
    }

    private Optional<Endpoint> endpoint(Lane lane) {
        return shared.endpoints().find(lane.key().workspaceId(), lane.key().endpointId());
    }

    private long now() {
        return shared.time().clock().instant().toEpochMilli();
    }
}
