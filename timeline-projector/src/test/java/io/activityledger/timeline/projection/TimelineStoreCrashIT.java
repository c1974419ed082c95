package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.timeline.projection.CrashingWriter.HaltAfter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What stands after hard halts of the process that writes?
@Timeout(300)
class TimelineStoreCrashIT {

    private static final int LENGTH = 4_000;
    private static final int HALTED = 7;

    /// A halt while RocksDB compacts: its threads outlive what they use. As good a crash.
    private static final int ABORTED = 134;

    @TempDir Path directory;

    @Test
    void afterEveryHaltTheStoreHoldsExactlyWhatItsOffsetSays() throws Exception {
        // Given
        long seed = Seeds.some(1).findFirst().orElseThrow();
        var dice = new SplittableRandom(seed);
        List<HaltAfter> halts =
                List.of(
                        HaltAfter.WRITE,
                        HaltAfter.COMMIT,
                        HaltAfter.FLUSH,
                        HaltAfter.WRITE,
                        HaltAfter.EMPTY_COMMIT,
                        HaltAfter.COMMIT,
                        HaltAfter.FLUSH,
                        HaltAfter.WRITE);
        long kept = 0;
        for (HaltAfter halt : halts) {
            // When
            int exit = run(seed, dice.nextLong(), halt);

            // Then
            assertThat(exit).as("-Dseed=%d", seed).isIn(HALTED, ABORTED);
            kept = Math.max(kept, check(seed, halt, dice));
        }
        assertThat(kept).as("some halts leave rows behind").isPositive();
        finish(seed, dice);
    }

    private long check(long seed, HaltAfter halt, SplittableRandom dice) {
        try (var bench = new StoreBench(directory).opened()) {
            var history = new History(bench.ledger, seed, LENGTH);
            Long committed = bench.committed();
            long end = committed == null ? 0 : committed + 1;
            assertThat(bench.handle().appliedOffset()).isEqualTo(end - 1);
            if (halt == HaltAfter.EMPTY_COMMIT) {
                assertThat(end).isZero();
            }
            new HistoryCheck(bench, history, end).everyPage(dice);
            return end;
        }
    }

    private void finish(long seed, SplittableRandom dice) {
        try (var bench = new StoreBench(directory).opened()) {
            var history = new History(bench.ledger, seed, LENGTH);
            bench.restore(history.records(bench.handle().appliedOffset() + 1, LENGTH));
            new HistoryCheck(bench, history, LENGTH).everyPage(dice);
        }
    }

    private int run(long seed, long writerSeed, HaltAfter halt)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-XX:ErrorFile=/dev/null",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingWriter.class.getName(),
                                directory.toString(),
                                Long.toString(seed),
                                Integer.toString(LENGTH),
                                Long.toString(writerSeed),
                                halt.name())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
