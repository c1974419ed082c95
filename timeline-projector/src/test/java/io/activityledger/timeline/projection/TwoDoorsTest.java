package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.schemas.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One database that two topics are folded into: whatever the order in which they come, and
/// whichever is closed, killed or condemned first, it holds the union of both and each offset is
/// true.
@Timeout(120)
class TwoDoorsTest {

    private static final int LENGTH = 600;

    @TempDir Path directory;

    static Stream<Long> seeds() {
        return Seeds.some(12).boxed();
    }

    @ParameterizedTest(name = "-Dseed={0}")
    @MethodSource("seeds")
    void itHoldsTheUnionOfBothTopicsWhateverTheirOrderAndHoweverOftenItIsReopened(long seed) {
        var dice = new SplittableRandom(seed);
        var bench = new StoreBench(directory).openedBoth();
        var history = new LinkedHistory(bench.ledger, seed, LENGTH);
        try {
            for (int round = 0; round < 30; round++) {
                // When
                switch (dice.nextInt(8)) {
                    case 0 -> reopen(bench, dice.nextBoolean());
                    case 1 -> condemn(bench, dice.nextBoolean());
                    case 2, 3 -> bench.restoreLinks(links(bench, history, dice, 40));
                    default -> bench.restore(activities(bench, history, dice, 40));
                }

                // Then
                history.check(bench);
            }
            bench.restoreLinks(links(bench, history, dice, 10 * LENGTH));
            bench.restore(activities(bench, history, dice, 10 * LENGTH));
            history.check(bench);
        } finally {
            bench.close();
        }
    }

    @Test
    void damageFoundThroughOneDoorEmptiesBoth() {
        // Given
        try (var bench = new StoreBench(directory).openedBoth()) {
            var history = new LinkedHistory(bench.ledger, 1, 50);
            bench.restore(history.activities(0, 50));
            bench.restoreLinks(history.links(0, 20));

            // When
            bench.links.commit(Map.of());

            // Then
            assertThat(bench.committed()).isNull();
            assertThatThrownBy(() -> bench.restore(history.activities(0, 1)))
                    .isInstanceOf(TaskCorruptedException.class);
            bench.store.close();
            bench.links.close();
            bench.openedBoth();
            assertThat(bench.handle().appliedOffset()).isEqualTo(-1);
            assertThat(bench.registry.links(0).orElseThrow().appliedOffset()).isEqualTo(-1);
            history.check(bench);
        }
    }

    @Test
    void howFarAnOriginIsLinkedSurvivesARestart() throws Exception {
        // Given
        try (var bench = new StoreBench(directory).openedBoth()) {
            var ledger = bench.ledger;
            var call = FakeLedger.about("ada", "big", "call", 5, 1);
            bench.restoreLinks(List.of(ledger.link(0, call, Subject.deal("big"), 41)));

            // When
            reopen(bench, true);

            // Then
            var origins = bench.registry.holding(0).origins(0).orElseThrow();
            assertThat(origins.awaitLinked(0, 41, System.nanoTime())).isEqualTo(Waited.APPLIED);
            assertThat(origins.awaitLinked(0, 42, System.nanoTime())).isEqualTo(Waited.TIME_OVER);
            bench.store.close();
            bench.links.close();
            assertThat(origins.awaitLinked(0, 42, Long.MAX_VALUE)).isEqualTo(Waited.CLOSED);
            bench.openedBoth();
            try (var lease = bench.lease()) {
                var deal = TimelineList.of(WORKSPACE, Subject.deal("big"));
                assertThat(lease.count(deal, Span.all())).isEqualTo(1);
            }
        }
    }

    /// The next records, sometimes with a few read again.
    private static List<ConsumerRecord<byte[], byte[]>> activities(
            StoreBench bench, LinkedHistory history, SplittableRandom dice, int most) {
        long next = bench.handle().appliedOffset() + 1;
        long from = Math.max(0, next - dice.nextInt(5));
        return history.activities(from, next + dice.nextInt(most));
    }

    private static List<ConsumerRecord<byte[], byte[]>> links(
            StoreBench bench, LinkedHistory history, SplittableRandom dice, int most) {
        long next = bench.registry.links(0).orElseThrow().appliedOffset() + 1;
        long from = Math.max(0, next - dice.nextInt(5));
        return history.links(from, next + dice.nextInt(most));
    }

    private static void reopen(StoreBench bench, boolean linksFirst) {
        if (linksFirst) {
            bench.links.close();
            bench.store.close();
        } else {
            bench.store.close();
            bench.links.close();
        }
        bench.openedBoth();
    }

    private static void condemn(StoreBench bench, boolean byLinks) {
        (byLinks ? bench.links : bench.store).commit(Map.of());
        reopen(bench, byLinks);
    }
}
