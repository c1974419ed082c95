package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneWindowTest {

    private final LaneWindow window = new LaneWindow(4);

    @Test
    void theEarliestComesFirstWhateverTheOrderOfArrival() {
        // Given
        window.add(Due.first(30, "c"));
        window.add(Due.first(10, "b"));

        // When
        window.add(Due.first(10, "a"));

        // Then
        assertThat(window.first()).contains(Due.first(10, "a"));
        assertThat(window.runsLow()).isFalse();
    }

    @Test
    void whatDoesNotFitStaysInTheStoreAndIsFetchedWhenTheWindowRunsLow() {
        // Given
        var all = IntStream.range(0, 9).mapToObj(at -> Due.first(at, "m" + at)).toList();

        // When
        all.forEach(window::add);

        // Then
        assertThat(window.size()).isEqualTo(4);
        assertThat(window.horizon()).isEqualTo(Due.first(4, "m4"));
        all.subList(0, 3).forEach(window::remove);
        assertThat(window.runsLow()).isTrue();
        window.refill(all.subList(4, 4 + window.wanted()), Set.of());
        assertThat(window.size()).isEqualTo(4);
        assertThat(window.horizon()).isEqualTo(Due.first(7, "m7"));
    }

    @Test
    void whatIsUnderWayIsNotTakenInAgain() {
        // Given
        IntStream.range(0, 6).forEach(at -> window.add(Due.first(at, "m" + at)));
        var underWay = Set.of(Due.first(4, "m4"));

        // When
        IntStream.range(0, 4).forEach(at -> window.remove(Due.first(at, "m" + at)));
        window.refill(List.of(Due.first(4, "m4"), Due.first(5, "m5")), underWay);

        // Then
        assertThat(window.first()).contains(Due.first(5, "m5"));
        assertThat(window.horizon()).isEqualTo(Due.NEVER);
    }

    @Test
    void overAnyHistoryItGivesTheStoresEarliestAndForgetsNothing() {
        for (long seed : seeds()) {
            // Given
            var random = new Random(seed);
            var store = new TreeSet<Due>();
            var out = new TreeSet<Due>();
            var lane = new LaneWindow(1 + random.nextInt(8));

            // When
            for (int step = 0; step < 400; step++) {
                if (random.nextInt(5) < 3) {
                    var due = Due.first(random.nextInt(50), "m" + random.nextInt(1_000));
                    if (store.add(due)) {
                        lane.add(due);
                    }
                } else if (lane.first().isPresent()) {
                    Due next = lane.first().get();
                    // Then
                    var waiting = new TreeSet<>(store);
                    waiting.removeAll(out);
                    assertThat(next).as("seed " + seed).isEqualTo(waiting.first());
                    lane.remove(next);
                    out.add(next);
                } else if (!out.isEmpty()) {
                    Due ended = out.removeFirst();
                    store.remove(ended);
                }
                if (lane.runsLow()) {
                    lane.refill(
                            store.tailSet(lane.horizon()).stream().limit(lane.wanted()).toList(),
                            out);
                }
                var waiting = new TreeSet<>(store);
                waiting.removeAll(out);
                assertThat(lane.isEmpty()).as("seed " + seed).isEqualTo(waiting.isEmpty());
            }
        }
    }

    private static List<Long> seeds() {
        var given = Long.getLong("seed");
        var seeds = new ArrayList<Long>();
        for (long seed = 1; seed <= 200; seed++) {
            seeds.add(seed);
        }
        return given == null ? seeds : List.of(given);
    }
}
