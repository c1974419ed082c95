package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole histories of a partition against a plain model: two instances that restart, are killed,
/// hand over there and back, lose their directories, and read both topics in any order; and
/// whatever they say in between and at the end.
///
/// `-Dmodel.seeds=` says how many (`make model`: thousands), `-Dseed=` gives one of them back.
class TimelineModelTest {

    @TempDir Path directory;

    @Test
    void everyAnswerIsWhatThePlainModelSaysWhateverBefalls() {
        var compared = new AtomicLong();
        var lost = new AtomicLong();
        var kills = new AtomicLong();
        long began = System.nanoTime();
        try (var memory = new RocksMemory(new RocksMemory.Limits(64L << 20, 32L << 20, 8L << 20))) {
            seeds().parallel()
                    .forEach(seed -> {
                        ModelHouse house = lived(memory, seed);
                        compared.addAndGet(house.compared());
                        lost.addAndGet(house.lost());
                        kills.addAndGet(house.kills());
                    });
        }
        System.out.printf(
                "histories=%d answers=%d kills=%d forgotten=%d seconds=%.1f%n",
                seeds().count(),
                compared.get(),
                kills.get(),
                lost.get(),
                (System.nanoTime() - began) / 1e9);
        assertThat(compared.get()).isPositive();
        if (seeds().count() > 1) {
            assertThat(lost.get()).as("kills that cost something").isPositive();
        }
    }

    private ModelHouse lived(RocksMemory memory, long seed) {
        var house = new ModelHouse(memory, directory.resolve(Long.toString(seed)), seed);
        try (house) {
            house.live();
            return house;
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("-Dseed=" + seed + ": " + failure.getMessage(), failure);
        }
    }

    private static LongStream seeds() {
        Long given = Long.getLong("seed");
        return given == null
                ? LongStream.range(0, Long.getLong("model.seeds", 60))
                        .map(each -> Long.getLong("model.first", 1) + each)
                : LongStream.of(given);
    }
}
