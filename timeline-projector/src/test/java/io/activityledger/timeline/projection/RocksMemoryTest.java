package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static io.activityledger.timeline.projection.FakeLedger.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RocksMemoryTest {

    private static final int PARTITIONS = 64;
    private static final int ROWS = 400;
    private static final long TOTAL = 16L << 20;
    private static final long WRITE_BUFFERS = 8L << 20;

    /// Memory is taken in pieces: a database may be one ahead of the manager of write buffers.
    private static final long AND_A_LITTLE = TOTAL + (TOTAL >> 2);

    private static final TimelineList ADA = TimelineList.of(WORKSPACE, Subject.contact("ada"));

    @TempDir Path directory;

    @Test
    void sixtyFourPartitionsTakeNoMoreThanTheOneBudget() {
        // Given
        var memory = new RocksMemory(new RocksMemory.Limits(TOTAL, WRITE_BUFFERS, WRITE_BUFFERS));
        List<StoreBench> benches = new ArrayList<>();
        long most = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Path place = directory.resolve("partition-" + partition);
            benches.add(new StoreBench(place, Duration.ofDays(1), 64, memory).opened());
        }

        // When
        for (int round = 0; round < 4; round++) {
            for (StoreBench bench : benches) {
                bench.restore(rows(bench, round * ROWS / 4, (round + 1) * ROWS / 4));
                most = Math.max(most, memory.figures().usedBytes());
            }
        }
        for (StoreBench bench : benches) {
            try (var lease = bench.lease()) {
                assertThat(lease.slice(ADA, Span.all(), ROWS / 2, 50).total()).isEqualTo(ROWS);
            }
            most = Math.max(most, memory.figures().usedBytes());
        }

        // Then
        assertThat(most).isBetween(WRITE_BUFFERS / 2, AND_A_LITTLE);
        assertThat(memory.figures().cacheHits()).isPositive();
        assertThat(benches)
                .allSatisfy(bench -> assertThat(bench.handle().figures().leases()).isZero());
        benches.forEach(bench -> bench.store.close());
        memory.close();
        assertThat(memory.figures()).isEqualTo(RocksMemory.Figures.NONE);
    }

    private static List<ConsumerRecord<byte[], byte[]>> rows(StoreBench bench, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> bench.ledger.record(n, about("ada", "call", n, n)))
                .toList();
    }
}
