package io.activityledger.timeline.projection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineHistoryTest {

    private static final int LENGTH = 2_500;

    @TempDir Path directory;

    @Test
    void everyPageOfEveryFilterIsWhatThePlainModelSaysAfterAnyHistory() {
        Seeds.some(4)
                .forEach(seed -> {
                    try {
                        against(seed);
                    } catch (AssertionError | RuntimeException failure) {
                        throw new AssertionError("-Dseed=" + seed, failure);
                    }
                });
    }

    private void against(long seed) {
        // Given
        var dice = new SplittableRandom(seed);
        Path place = directory.resolve(Long.toString(seed));
        var bench = new StoreBench(place, Duration.ZERO, 1 + dice.nextInt(6)).opened();
        try (bench) {
            var history = new History(bench.ledger, seed, LENGTH);

            // When
            run(bench, history, dice);

            // Then
            new HistoryCheck(bench, history, LENGTH).everyPage(dice);
        }
    }

    /// Restores in batches, processes one by one, goes back and reads again, closes and opens, as
    /// it comes.
    private static void run(StoreBench bench, History history, SplittableRandom dice) {
        long next = 0;
        while (next < LENGTH) {
            switch (dice.nextInt(8)) {
                case 0, 1, 2 -> {
                    long end = Math.min(LENGTH, next + dice.nextInt(300));
                    bench.restore(history.records(next, end));
                    next = end;
                }
                case 3 -> bench.restore(history.records(dice.nextLong(next + 1), next));
                case 4 -> {
                    bench.store.close();
                    bench.opened();
                }
                default -> {
                    long end = Math.min(LENGTH, next + dice.nextInt(100));
                    bench.store.activate();
                    long again = Math.max(0, next - dice.nextInt(20));
                    history.records(again, end).forEach(bench.store::take);
                    bench.store.deactivate();
                    next = end;
                }
            }
        }
    }
}
