package io.activityledger.webhooks.delivery;

import io.activityledger.schemas.WebhookDelivery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What waits in one partition? Keeps the store and the lanes in memory of one mind.
///
/// Belongs to the desk.
final class Backlog {

    private final PendingStore store;
    private final SubjectQueueStore queues;
    private final LaneSupply supply;
    private final Lanes lanes;
    private final InstantSource clock;
    private long waiting;

    Backlog(DeskStore stores, LaneSupply supply, Lanes lanes, InstantSource clock) {
        this.store = stores.pending();
        this.queues = stores.queues();
        this.supply = supply;
        this.lanes = lanes;
        this.clock = clock;
    }

    /// Finds in the store what the hold before this one has left.
    ///
    /// @param recall what it has learned of a lane's receiver
    void load(Consumer<Lane> recall) {
        queues.lanes().forEach(this::loadHeld);
        long now = clock.instant().toEpochMilli();
        store.survey()
                .lanes()
                .forEach((key, count) -> {
                    Lane lane = lanes.of(key);
                    count(lane, count);
                    supply.fill(lane);
                    recall.accept(lane);
                    lanes.visitAt(lane, lane.nextTurn(now));
                });
    }

    /// All that has not ended.
    long waiting() {
        return waiting;
    }

    /// A new one. What is known already stays as it is.
    void add(LaneKey key, Due due, byte[] delivery) {
        if (!store.knows(key, due.webhookId())) {
            store.add(key, due, delivery);
            enter(key, due);
        }
    }

    /// A new one that must not overtake those of its subject.
    void addInLine(LaneKey key, Due due, WebhookDelivery delivery, byte[] bytes) {
        if (store.knows(key, due.webhookId())) {
            return;
        }
        if (queues.enter(key, delivery)) {
            add(key, due, bytes);
        } else {
            store.addHeld(key, due.webhookId(), bytes);
            count(lanes.of(key), 1);
        }
    }

    /// Whether nothing that it must not overtake is before it; else it is held.
    boolean mayStart(Lane lane, Handout handout) {
        boolean first = queues.mayStart(lane.key(), handout.delivery());
        if (!first) {
            lane.remove(handout.due());
            store.hold(lane.key(), handout.due());
        }
        return first;
    }

    /// One that has ended is to be delivered once more; what waits stays as it is.
    void addAgain(LaneKey key, Due due, byte[] delivery) {
        if (store.delivery(key, due.webhookId()).isEmpty()) {
            store.addAgain(key, due, delivery);
            enter(key, due);
        }
    }

    /// What waits for a later attempt is due now; what is out, or due anyway, stays as it is.
    void hurry(LaneKey key, String webhookId) {
        Lane lane = lanes.of(key);
        store.moved(key, webhookId)
                .filter(_ -> !lane.isOut(webhookId))
                .ifPresent(due -> {
                    lane.remove(due);
                    move(lane, due, due.at(clock.instant().toEpochMilli()));
                    lanes.ready(lane);
                });
    }

    /// Of what has failed in that time and waits for a later attempt, the next few are due at its
    /// end.
    ///
    /// @param from [#firstFailed], or where the step before ended
    /// @return where the next step begins; empty at the end of all
    Optional<Due> hurryFailed(LaneKey key, OrdersStore.Recovery time, Due from, int most) {
        List<Due> waiting = store.waiting(key, from, false, most + 1);
        boolean more = waiting.size() > most;
        Lane lane = lanes.of(key);
        waiting.stream()
                .limit(most)
                .filter(due -> !lane.isOut(due.webhookId()) && store.counts(key, due))
                // One of which nobody knows when it failed may lie in it.
                .filter(due -> store.failedAt(key, due.webhookId()).map(time::covers).orElse(true))
                .forEach(due -> {
                    lane.remove(due);
                    move(lane, due, due.at(time.until().toEpochMilli()));
                });
        lanes.ready(lane);
        return more ? Optional.of(waiting.getLast()) : Optional.empty();
    }

    /// What is due before the time's end is due anyway.
    static Due firstFailed(OrdersStore.Recovery time) {
        return Due.FIRST.at(time.until().toEpochMilli() + 1);
    }

    void move(Lane lane, Due from, Due to) {
        store.move(lane.key(), from, to);
        lane.add(to);
    }

    void fail(Lane lane, Due from, Due to, Instant at) {
        store.fail(lane.key(), from, to, at);
        lane.add(to);
    }

    /// Whoever is next in line is released before this one is forgotten: after a crash in between
    /// it finds that it is not first yet.
    void end(Lane lane, Handout handout) {
        LaneKey key = lane.key();
        queues.next(key, handout.delivery()).ifPresent(next -> release(lane, next));
        store.end(key, handout.due(), clock.instant());
        queues.leave(key, handout.delivery());
        count(lane, -1);
    }

    /// One of two entries of a delivery, or one whose delivery is gone.
    void forget(Lane lane, Due due) {
        lane.remove(due);
        store.forget(lane.key(), due);
        count(lane, -1);
    }

    private void release(Lane lane, String webhookId) {
        long now = clock.instant().toEpochMilli();
        Due due = store.moved(lane.key(), webhookId).orElse(Due.first(now, webhookId));
        if (!store.waits(lane.key(), due)) {
            store.release(lane.key(), due);
            lane.add(due);
        }
    }

    /// Counts who is held, and releases who stands first and does not wait: a crash may have cut
    /// its release short.
    private void loadHeld(LaneKey key) {
        Set<String> waits = store.waiting(key);
        String subject = "";
        for (SubjectQueueStore.Place place : queues.all(key)) {
            if (store.delivery(key, place.webhookId()).isEmpty()) {
                continue;
            }
            boolean first = !place.subject().equals(subject);
            subject = place.subject();
            if (waits.contains(place.webhookId())) {
                continue;
            }
            if (first) {
                long now = clock.instant().toEpochMilli();
                store.release(
                        key,
                        store.moved(key, place.webhookId())
                                .orElse(Due.first(now, place.webhookId())));
            } else {
                count(lanes.of(key), 1);
            }
        }
    }

    private void enter(LaneKey key, Due due) {
        Lane lane = lanes.of(key);
        count(lane, 1);
        lane.add(due);
        lanes.ready(lane);
    }

    private void count(Lane lane, long more) {
        waiting += more;
        lane.waits(more);
    }
}
