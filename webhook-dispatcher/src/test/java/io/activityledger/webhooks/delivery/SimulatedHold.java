package io.activityledger.webhooks.delivery;

import io.activityledger.kit.metrics.Metrics;
import io.activityledger.schemas.FactCodec;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// One instance's hold on one partition: a real desk, and the thread that visits it.
final class SimulatedHold {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final int PLACES_EACH = 4;
    static final DeliveryLimits LIMITS =
            new DeliveryLimits(
                    96,
                    24,
                    PLACES_EACH,
                    6,
                    SimulatedReceiver.TIMEOUT,
                    Duration.ofSeconds(2),
                    Duration.ZERO,
                    Duration.ofDays(7),
                    Duration.ofDays(30),
                    Duration.ofDays(5),
                    50,
                    new Breaker.Rules(5, Duration.ofSeconds(5), Duration.ofMinutes(1)));

    private static final DeliveryMeters METERS =
            new DeliveryMeters(new Metrics(), InstantSource.system());
    private static final DeliveryParts.Commands COMMANDS =
            new DeliveryParts.Commands(
                    new FactCodec(Topics.WEBHOOK_COMMANDS, new FakeSchemaRegistry()),
                    (_, _, _) -> () -> {});

    final int partition;
    final SimulatedRows rows;
    final SimulatedCarrier carrier;
    final DeliveryDesk desk;
    private final SimulatedHouse house;
    private int position;
    private boolean over;
    private boolean stalled;
    private long stalledSince;
    private long stalledBefore;
    private long visitAt = Long.MAX_VALUE;

    SimulatedHold(SimulatedHouse house, InFlight inFlight, int partition, SimulatedRows rows) {
        this.house = house;
        this.partition = partition;
        this.rows = rows;
        this.position = house.committed(partition);
        this.carrier = new SimulatedCarrier(house);
        this.desk =
                new DeliveryDesk(
                        new DeliveryParts(
                                SimulatedHouse.CODEC,
                                house,
                                carrier,
                                inFlight,
                                METERS,
                                new Desks(),
                                COMMANDS,
                                LIMITS,
                                PATIENCE,
                                new DeliveryParts.Time(house.time(), this::nanoTime)),
                        DeskStore.over(rows));
    }

    static InFlight inFlight() {
        return new InFlight(LIMITS.inFlight(), LIMITS.inFlightSick());
    }

    boolean steady() {
        return !over && !stalled;
    }

    /// Takes in what stands on the topic.
    void poll() {
        if (!steady() || house.time().now() < house.kafkaBackAt()) {
            return;
        }
        while (position < house.topic(partition).size()) {
            desk.take(house.topic(partition).get(position), position);
            position++;
        }
        house.maybeCommit(this);
        plan();
    }

    /// As streams does: first what has been written, then how far has been read.
    int commit() {
        rows.commitAll();
        return position;
    }

    /// An outcome has come back.
    void reported() {
        visitIn(1 + house.dice().nextInt(20));
    }

    void visitIn(long millis) {
        long at = house.time().now() + millis;
        if (at < visitAt) {
            visitAt = at;
            house.time().at(at, this::visit);
        }
    }

    void stall() {
        stalled = true;
        stalledSince = house.time().now();
    }

    void resume() {
        if (stalled) {
            stalled = false;
            stalledBefore += house.time().now() - stalledSince;
        }
    }

    /// After this, whatever it does nobody else knows of.
    void over() {
        over = true;
        METERS.left(desk);
    }

    /// But for places in line that a crash has left: whoever comes to one takes it away.
    void mustBeEmpty() {
        Map<String, Long> left =
                Map.of(
                        "rows", (long) rows.size(PendingKey.ROW),
                        "first attempts", (long) rows.size(PendingKey.FIRST_ATTEMPT),
                        "retries", (long) rows.size(PendingKey.RETRY),
                        "counted", desk.waiting());
        if (left.values().stream().anyMatch(it -> it != 0)) {
            throw new AssertionError("something is left in partition " + partition + ": " + left);
        }
    }

    private void visit() {
        visitAt = Long.MAX_VALUE;
        if (!steady()) {
            return;
        }
        desk.visit();
        house.maybeCommit(this);
        plan();
    }

    private void plan() {
        long next = desk.nextTurn();
        if (next != Lane.NO_TURN) {
            visitIn(Math.max(1, next - house.time().now()) + house.dice().nextInt(20));
        }
    }

    /// Only a stall is silence: between two events the thread is thought to poll.
    private long nanoTime() {
        long stalledNow = stalled ? house.time().now() - stalledSince : 0;
        return Duration.ofMillis(stalledBefore + stalledNow).toNanos();
    }
}
