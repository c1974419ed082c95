package io.activityledger.timeline.projection;

import static io.activityledger.timeline.projection.FakeLedger.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.leadlex.LeadLexTail;
import io.activityledger.schemas.Activity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From the log into a row and out again: is it still the same activity?
class WholeActivityTest {

    private static final int ACTIVITIES = 200;

    @TempDir Path directory;

    static LongStream seeds() {
        return Seeds.some(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRowHoldsTheWholeActivity(long seed) {
        var random = new RandomActivities(seed);
        try (var bench = new StoreBench(directory).opened()) {
            // Given
            List<Activity> written = new ArrayList<>();
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int offset = 0; offset < ACTIVITIES; offset++) {
                Activity activity = random.next();
                written.add(activity);
                records.add(bench.ledger.record(offset, activity));
            }

            // When
            bench.restore(records);

            // Then
            try (var lease = bench.lease()) {
                for (int offset = 0; offset < ACTIVITIES; offset++) {
                    Activity activity = written.get(offset);
                    KnownActivity known = lease.byId(WORKSPACE, activity.id()).orElseThrow();
                    Row row = known.row();
                    assertThat(known.offset()).isEqualTo(offset);
                    assertThat(row.json()).isEqualTo(FakeLedger.json(activity));
                    assertThat(LeadLexTail.whole(WORKSPACE, row.json(), row.tail()))
                            .as("seed %d, offset %d", seed, offset)
                            .isEqualTo(activity);
                }
            }
        }
    }
}
