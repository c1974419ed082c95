package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.timeline.projection.CrashingWriter.KillAfter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What stands after kills of the process that writes?
@Timeout(300)
class TimelineStoreCrashIT {

    private static final int LENGTH = 4_000;
    private static final int KILLED = 128 + 9;

    @TempDir Path directory;

    @Test
    void afterEveryKillTheStoreHoldsExactlyWhatItsOffsetSays() throws Exception {
        // Given
        long seed = Seeds.some(1).findFirst().orElseThrow();
        var dice = new SplittableRandom(seed);
        List<KillAfter> kills =
                List.of(
                        KillAfter.WRITE,
                        KillAfter.COMMIT,
                        KillAfter.FLUSH,
                        KillAfter.WRITE,
                        KillAfter.EMPTY_COMMIT,
                        KillAfter.COMMIT,
                        KillAfter.FLUSH,
                        KillAfter.WRITE);
        long kept = 0;
        for (KillAfter kill : kills) {
            // When
            int exit = run(seed, dice.nextLong(), kill);

            // Then
            assertThat(exit).as("-Dseed=%d", seed).isEqualTo(KILLED);
            kept = Math.max(kept, check(seed, kill, dice));
        }
        assertThat(kept).as("some kills leave rows behind").isPositive();
        finish(seed, dice);
    }

    private long check(long seed, KillAfter kill, SplittableRandom dice) {
        try (var bench = new StoreBench(directory).opened()) {
            var history = new History(bench.ledger, seed, LENGTH);
            Long committed = bench.committed();
            long end = committed == null ? 0 : committed + 1;
            assertThat(bench.handle().appliedOffset()).isEqualTo(end - 1);
            if (kill == KillAfter.EMPTY_COMMIT) {
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

    private int run(long seed, long writerSeed, KillAfter kill)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingWriter.class.getName(),
                                directory.toString(),
                                Long.toString(seed),
                                Integer.toString(LENGTH),
                                Long.toString(writerSeed),
                                kill.name())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
