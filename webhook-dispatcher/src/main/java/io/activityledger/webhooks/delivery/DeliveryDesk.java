package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.endpoint.Endpoint;
import java.time.Duration;
import java.util.Map;
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
    private final DeskStore store;
    private final LaneSupply supply;
    private final Markers markers;
    private final Retention retention;
    private final Lanes lanes;
    private final Backlog backlog;
    private final Settling settling;
    private final Orders orders;
    private final Tenure tenure;
    private volatile Map<LaneKey, LaneStanding> standings = Map.of();
    private long applied;
    private long appliedStored;
    private long obeyed;
    private int out;
    private int sick;
    private long sweepAt;
    private long standingAt;

    /// Finds in the store what the hold before this one has left.
    DeliveryDesk(DeliveryParts shared, DeskStore store) {
        DeliveryLimits limits = shared.limits();
        this.shared = shared;
        this.store = store;
        this.supply = new LaneSupply(store.pending(), shared.codec());
        this.markers = new Markers(store.pending(), limits.markers());
        this.retention = new Retention(store.pending(), store.records(), limits.kept());
        this.lanes = new Lanes(limits);
        this.backlog = new Backlog(store.pending(), supply, lanes, shared.time().clock());
        this.settling = new Settling(store, backlog, limits.breaker().longestPause());
        this.tenure = new Tenure(shared.inFlight(), shared.patience(), shared.time().nanoTime());
        this.applied = store.pending().applied();
        this.appliedStored = applied;
        backlog.load();
        this.orders =
                new Orders(store, backlog, shared.commands().replays(), shared.time().clock());
        this.obeyed = store.pending().obeyed();
    }

    /// Takes in the delivery that stands at the offset, and starts it where its lane allows. One
    /// that is known already stays as it is.
    void take(byte[] value, long offset) {
        boolean steady = tenure.beat();
        takeOutcomes();
        if (offset > applied) {
            switch (shared.codec().decode(value)) {
                case Decoded.Value<WebhookDelivery>(WebhookDelivery delivery) ->
                        backlog.add(
                                LaneKey.of(delivery),
                                Due.first(now(), delivery.webhookId()),
                                value);
                case Decoded.Unreadable<WebhookDelivery>(String reason) ->
                        LOG.error("Delivery cannot be read offset={} reason={}", offset, reason);
            }
            applied = offset;
        }
        if (steady) {
            start();
        }
    }

    /// Obeys the command that stands at the offset, unless it has been.
    void obey(byte[] value, long offset) {
        tenure.beat();
        if (offset <= obeyed) {
            return;
        }
        switch (shared.commands().codec().decode(value)) {
            case Decoded.Value<Fact>(Fact fact) ->
                    Command.read(fact)
                            .ifPresentOrElse(
                                    it -> orders.obey(LaneKey.of(fact), it, offset),
                                    () -> LOG.error("Command is not known offset={}", offset));
            case Decoded.Unreadable<Fact>(String reason) ->
                    LOG.error("Command cannot be read offset={} reason={}", offset, reason);
        }
        obeyed = offset;
        store.pending().obey(offset);
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
        orders.visit();
        lanes.wake(now);
        if (steady) {
            start();
        }
        if (applied != appliedStored) {
            store.pending().apply(applied);
            appliedStored = applied;
        }
        markers.drop(shared.time().clock().instant());
        retention.drop(shared.time().clock().instant());
        if (now >= standingAt) {
            shared.meters().stands(this, Standing.of(backlog.waiting(), lanes));
            standings = lanes.standings(now);
            standingAt = now + BETWEEN_STANDINGS.toMillis();
        }
    }

    /// What waits for an endpoint that is deleted or disabled is due at once, to be ended.
    void sweep() {
        for (Lane lane : lanes.all()) {
            if (endpoint(lane).map(it -> isDisabled(it, lane.key())).orElse(true)) {
                lane.end();
                lanes.ready(lane);
            }
        }
    }

    /// When it should be visited next, at the latest; [Lane#NO_TURN] where nothing waits.
    long nextVisit() {
        return out > 0 || orders.isBusy() ? 0 : nextTurn();
    }

    /// When something is due again; [Lane#NO_TURN] where nothing waits.
    long nextTurn() {
        return lanes.nextTurn();
    }

    /// All that has not ended.
    long waiting() {
        return backlog.waiting();
    }

    /// How a lane stood at the last look; for any thread.
    LaneStanding standing(LaneKey lane) {
        return standings.getOrDefault(lane, LaneStanding.EMPTY);
    }

    /// This hold on the partition.
    Tenure tenure() {
        return tenure;
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
        orders.close();
        tenure.end();
        shared.inFlight().sicken(-sick);
        shared.meters().left(this);
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
        long took = lane.back(outcome.handout().due(), now);
        out--;
        settling.settle(outcome, lane, took, now);
        countSick(lane, now);
        lanes.ready(lane);
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
                case INACTIVE ->
                        lanes.visitAt(
                                lane,
                                lane.isEmpty() ? Lane.NO_TURN : now + WHILE_INACTIVE.toMillis());
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
        Handout.Errand errand = errand(lane);
        if (errand instanceof Handout.Errand.Send && isPaused(lane)) {
            return TurnEnd.INACTIVE;
        }
        endpoint(lane).ifPresent(it -> lane.heed(it.settings()));
        countSick(lane, now);
        for (int started = 0; started < TURN; started++) {
            Optional<Due> next = lane.next(now);
            if (next.isEmpty()) {
                return TurnEnd.NO_MORE;
            }
            if (!handOut(lane, next.get(), errand, now)) {
                return TurnEnd.NO_ROOM;
            }
            supply.refillWhereLow(lane, next.get().isFirst());
        }
        return TurnEnd.MORE;
    }

    private boolean isPaused(Lane lane) {
        return endpoint(lane).filter(it -> !it.active()).isPresent();
    }

    /// One that is active again, whatever made it so, is not disabled any more.
    private boolean isDisabled(Endpoint endpoint, LaneKey key) {
        if (endpoint.active()) {
            store.records().marks().enable(key);
        }
        return !store.records().marks().disabled(key).isEmpty();
    }

    private Handout.Errand errand(Lane lane) {
        LaneKey key = lane.key();
        if (endpoint(lane).filter(it -> isDisabled(it, key)).isPresent()) {
            lane.end();
            return new Handout.Errand.LayDown(store.records().marks().disabled(key));
        }
        return new Handout.Errand.Send(
                store.records().hopeUntil(key, shared.limits().disableAfter()));
    }

    private boolean handOut(Lane lane, Due due, Handout.Errand errand, long now) {
        LaneKey key = lane.key();
        if (!shared.inFlight().tryEnter(key.workspaceId(), lane.out().size(), lane.sick(now))) {
            return false;
        }
        Optional<Handout> handout = supply.handout(lane, due, errand);
        if (handout.isEmpty()) {
            shared.inFlight().leave(key.workspaceId());
            backlog.forget(lane, due);
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
