package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.Decoded;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.WebhookDelivery;
import io.activityledger.webhooks.command.Command;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
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
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_STANDINGS = Duration.ofSeconds(1);

    private final DeliveryParts shared;
    private final DeskStore store;
    private final Markers markers;
    private final Retention retention;
    private final Lanes lanes;
    private final Backlog backlog;
    private final Settling settling;
    private final Orders orders;
    private final Turns turns;
    private final Tenure tenure;
    private volatile Map<LaneKey, LaneStanding> standings = Map.of();
    private long applied;
    private long appliedStored;
    private long obeyed;
    private long sweepAt;
    private long standingAt;

    /// Finds in the store what the hold before this one has left.
    DeliveryDesk(DeliveryParts shared, DeskStore store) {
        DeliveryLimits limits = shared.limits();
        this.shared = shared;
        this.store = store;
        var supply = new LaneSupply(store.pending(), shared.codec());
        this.markers = new Markers(store.pending(), limits.markers());
        this.retention = new Retention(store.pending(), store.records(), limits.kept());
        this.lanes = new Lanes(limits);
        this.backlog = new Backlog(store, supply, lanes, shared.time().clock());
        this.settling = new Settling(store, backlog, limits.breaker().longestPause());
        this.tenure = new Tenure(shared.inFlight(), shared.patience(), shared.time().nanoTime());
        this.applied = store.pending().applied();
        this.appliedStored = applied;
        this.turns = new Turns(shared, store.records(), supply, lanes, backlog, tenure);
        backlog.load(turns::recall);
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
                        take(delivery, value);
                case Decoded.Unreadable<WebhookDelivery>(String reason) ->
                        LOG.error("Delivery cannot be read offset={} reason={}", offset, reason);
            }
            applied = offset;
        }
        if (steady) {
            turns.start();
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
            turns.start();
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
            if (turns.endpoint(lane).map(it -> turns.isDisabled(it, lane.key())).orElse(true)) {
                lane.end();
                lanes.ready(lane);
            }
        }
    }

    /// When it should be visited next, at the latest; [Lane#NO_TURN] where nothing waits.
    long nextVisit() {
        return turns.out() > 0 || orders.isBusy() ? 0 : nextTurn();
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
                next =
                        turns.outWell() > 0
                                ? tenure.next(deadline - System.nanoTime())
                                : Optional.empty();
            } while (next.isPresent());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        orders.close();
        tenure.end();
        turns.end();
        shared.meters().left(this);
    }

    /// What is about no subject, re-sends and replays, stands outside every order.
    private void take(WebhookDelivery delivery, byte[] value) {
        LaneKey key = LaneKey.of(delivery);
        Due due = Due.first(now(), delivery.webhookId());
        boolean inOrder =
                shared.endpoints()
                        .find(key.workspaceId(), key.endpointId())
                        .filter(it -> it.settings().ordering() == Ordering.PER_SUBJECT)
                        .isPresent();
        if (inOrder && !delivery.subjectKey().isEmpty()) {
            backlog.addInLine(key, due, delivery, value);
        } else {
            backlog.add(key, due, value);
        }
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
        long took = turns.back(lane, outcome.handout().due(), now);
        settling.settle(outcome, lane, took, now);
        turns.countSick(lane, now);
        lanes.ready(lane);
    }

    private long now() {
        return shared.time().clock().instant().toEpochMilli();
    }
}
