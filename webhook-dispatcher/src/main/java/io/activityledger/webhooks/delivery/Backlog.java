package io.activityledger.webhooks.delivery;

import java.time.InstantSource;

/// What waits in one partition? Keeps the store and the lanes in memory of one mind.
///
/// Belongs to the desk.
final class Backlog {

    private final PendingStore store;
    private final LaneSupply supply;
    private final Lanes lanes;
    private final InstantSource clock;
    private long waiting;

    Backlog(PendingStore store, LaneSupply supply, Lanes lanes, InstantSource clock) {
        this.store = store;
        this.supply = supply;
        this.lanes = lanes;
        this.clock = clock;
    }

    /// Finds in the store what the hold before this one has left.
    void load() {
        long now = clock.instant().toEpochMilli();
        store.survey()
                .lanes()
                .forEach((key, count) -> {
                    Lane lane = lanes.of(key);
                    count(lane, count);
                    supply.fill(lane);
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

    void move(Lane lane, Due from, Due to) {
        store.move(lane.key(), from, to);
        lane.add(to);
    }

    void end(Lane lane, Due due) {
        store.end(lane.key(), due, clock.instant());
        count(lane, -1);
    }

    /// One of two entries of a delivery, or one whose delivery is gone.
    void forget(Lane lane, Due due) {
        lane.remove(due);
        store.forget(lane.key(), due);
        count(lane, -1);
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
