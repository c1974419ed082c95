package io.activityledger.webhooks.delivery;

import io.activityledger.webhooks.endpoint.Endpoint;
import java.time.Duration;
import java.util.Optional;

/// Which deliveries start now, and what is to be done with them? Lets lanes have their turns, and
/// counts what is out.
///
/// Belongs to the desk.
final class Turns {

    private static final Duration WITHOUT_ROOM = Duration.ofMillis(20);
    private static final Duration SICK_WITHOUT_ROOM = Duration.ofMillis(500);
    private static final Duration WHILE_INACTIVE = Duration.ofSeconds(1);

    /// Failed probes that are recalled: enough for the longest pause.
    private static final int DOUBLINGS = 10;

    /// What one lane may start before the next has its turn.
    private static final int TURN = 4;

    private final DeliveryParts shared;
    private final Records records;
    private final LaneSupply supply;
    private final Lanes lanes;
    private final Backlog backlog;
    private final Tenure tenure;
    private int out;
    private int sick;

    Turns(
            DeliveryParts shared,
            Records records,
            LaneSupply supply,
            Lanes lanes,
            Backlog backlog,
            Tenure tenure) {
        this.shared = shared;
        this.records = records;
        this.supply = supply;
        this.lanes = lanes;
        this.backlog = backlog;
        this.tenure = tenure;
    }

    /// What the hold before this one has learned of a lane's receiver: whether to leave it alone,
    /// and how much of it at a time.
    void recall(Lane lane) {
        long now = shared.time().clock().instant().toEpochMilli();
        endpoint(lane).ifPresent(it -> lane.heed(it.settings()));
        int most = shared.limits().breaker().after() + DOUBLINGS;
        records.history().latest(lane.key(), most).reversed().stream()
                .filter(it -> it.result() != LogRow.Result.UNSENT)
                .forEach(it -> lane.relive(it, now));
    }

    /// Deliveries that have been handed out and have not come back.
    int out() {
        return out;
    }

    /// How many of them are at receivers that are well.
    int outWell() {
        return out - sick;
    }

    /// One has come back.
    ///
    /// @return for how many milliseconds it was out
    long back(Lane lane, Due due, long now) {
        out--;
        return lane.back(due, now);
    }

    /// Nothing that is out will be heard of any more.
    void end() {
        shared.inFlight().sicken(-sick);
    }

    /// Lets all that are ready have their turns, until nothing is due or nobody may have more.
    void start() {
        long now = shared.time().clock().instant().toEpochMilli();
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
    boolean isDisabled(Endpoint endpoint, LaneKey key) {
        if (endpoint.active()) {
            records.marks().enable(key);
        }
        return !records.marks().disabled(key).isEmpty();
    }

    private Handout.Errand errand(Lane lane) {
        LaneKey key = lane.key();
        if (endpoint(lane).filter(it -> isDisabled(it, key)).isPresent()) {
            lane.end();
            return new Handout.Errand.LayDown(records.marks().disabled(key));
        }
        return new Handout.Errand.Send(records.hopeUntil(key, shared.limits().disableAfter()));
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
        if (!backlog.mayStart(lane, handout.get())) {
            shared.inFlight().leave(key.workspaceId());
            return true;
        }
        lane.handOut(due, now);
        out++;
        countSick(lane, now);
        shared.carrier().start(handout.get(), lane.places(), tenure);
        return true;
    }

    void countSick(Lane lane, long now) {
        int more = lane.countSick(now);
        sick += more;
        shared.inFlight().sicken(more);
    }

    Optional<Endpoint> endpoint(Lane lane) {
        return shared.endpoints().find(lane.key().workspaceId(), lane.key().endpointId());
    }
}
