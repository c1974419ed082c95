package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.delivery.SimulatedReceiver.Promise;
import io.activityledger.webhooks.endpoint.EndpointSettings.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whole days of deliveries in milliseconds: the real desk, lanes, breakers and store against
/// receivers that hang and fail, and instances that are killed, stalled and moved.
///
/// `-Dmodel.seeds=` says how many days (`make model`: 10,000), `-Dseed=` gives one of them back.
class DeliverySimulationTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NIGHT = Duration.ofHours(12).toMillis();
    private static final int RECEIVERS = 12;
    private static final int ALWAYS_WELL = 4;
    private static final List<Integer> RATES = List.of(1, 3, 20);

    @Test
    void onNoDayIsAnythingLostOrLateForWhoIsWell() {
        var deliveries = new AtomicLong();
        var attempts = new AtomicLong();
        var doubles = new AtomicLong();
        long began = System.nanoTime();

        seeds().parallel()
                .forEach(seed -> {
                    SimulatedHouse house = day(seed);
                    deliveries.addAndGet(house.stories().count());
                    attempts.addAndGet(house.stories().attempts());
                    doubles.addAndGet(house.stories().doubles());
                });

        System.out.printf(
                "days=%d deliveries=%d attempts=%d doubles=%d seconds=%.1f%n",
                seeds().count(),
                deliveries.get(),
                attempts.get(),
                doubles.get(),
                (System.nanoTime() - began) / 1e9);
        assertThat(attempts.get()).isGreaterThan(deliveries.get());
    }

    @Test
    void aDayWithoutFaultsHasNoDoubles() {
        // Given
        var dice = new Random(7);
        var house = new SimulatedHouse(dice);

        // When
        receive(house, dice);
        settle(house);

        // Then
        assertThat(house.stories().doubles()).isZero();
        assertThat(house.stories().count()).isPositive();
    }

    private static SimulatedHouse day(long seed) {
        try {
            var dice = new Random(seed);
            var house = new SimulatedHouse(dice);
            receive(house, dice);
            befall(house, dice);
            settle(house);
            return house;
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("-Dseed=" + seed + ": " + failure.getMessage(), failure);
        }
    }

    private static void settle(SimulatedHouse house) {
        long end = house.time().now() + DAY + NIGHT;
        boolean more = true;
        while (more) {
            more = house.time().step(end);
        }
        house.mustEndEmpty();
    }

    private static void receive(SimulatedHouse house, Random dice) {
        long now = house.time().now();
        for (int at = 0; at < RECEIVERS; at++) {
            var key = new LaneKey("w" + at % 3, "e" + at);
            var receiver =
                    new SimulatedReceiver(
                            key,
                            at < ALWAYS_WELL ? List.of() : spells(now, dice),
                            promise(at, dice),
                            dice);
            house.add(receiver);
            int groups = 2 + dice.nextInt(3);
            for (int group = 0; group < groups; group++) {
                long when = now + (long) (dice.nextDouble() * DAY);
                int size = dice.nextInt(8) == 0 ? 10 + dice.nextInt(20) : 1 + dice.nextInt(3);
                for (int each = 0; each < size; each++) {
                    house.time().at(when + dice.nextInt(400), () -> house.append(receiver));
                }
            }
        }
    }

    /// Every other one wants order, every third has a rate, and every fourth a cap of its own.
    private static Promise promise(int at, Random dice) {
        return new Promise(
                at % 2 == 0 ? Ordering.NONE : Ordering.PER_SUBJECT,
                at % 3 == 2 ? RATES.get(dice.nextInt(RATES.size())) : Pace.UNLIMITED,
                at % 4 == 1 ? 1 + dice.nextInt(6) : SimulatedHold.PLACES_EACH);
    }

    private static List<SimulatedReceiver.Spell> spells(long now, Random dice) {
        var modes = SimulatedReceiver.Mode.values();
        List<SimulatedReceiver.Spell> spells = new ArrayList<>();
        int count = 1 + dice.nextInt(3);
        for (int at = 0; at < count; at++) {
            long from = now + (long) (dice.nextDouble() * DAY);
            long length = 60_000L + dice.nextInt(6 * 3_600_000);
            var mode = modes[1 + dice.nextInt(modes.length - 1)];
            spells.add(new SimulatedReceiver.Spell(from, Math.min(from + length, now + DAY), mode));
        }
        return spells;
    }

    private static void befall(SimulatedHouse house, Random dice) {
        long now = house.time().now();
        int faults = dice.nextInt(30);
        for (int at = 0; at < faults; at++) {
            long when = now + (long) (dice.nextDouble() * DAY);
            house.time().at(when, () -> fault(house, dice));
        }
    }

    private static void fault(SimulatedHouse house, Random dice) {
        switch (dice.nextInt(4)) {
            case 0 -> house.kill(dice.nextInt(2));
            case 1 -> house.rebalance(dice.nextInt(SimulatedHouse.PARTITIONS));
            case 2 ->
                    house.stall(
                            dice.nextInt(SimulatedHouse.PARTITIONS), 1_000 + dice.nextInt(30_000));
            default -> house.outage(1_000 + dice.nextInt(60_000));
        }
    }

    private static LongStream seeds() {
        Long given = Long.getLong("seed");
        return given == null
                ? LongStream.rangeClosed(1, Long.getLong("model.seeds", 200))
                : LongStream.of(given);
    }
}
