package io.activityledger.timeline.projection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CondemnedTopologyTest {

    @TempDir Path directory;

    @Test
    void aCondemnedStoreIsGivenUpThoughNothingHappensInItsPartition() {
        // Given
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "topology-test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        var limits = new RocksMemory.Limits(64L << 20, 32L << 20, 8L << 20);
        try (var memory = new RocksMemory(limits)) {
            var topology =
                    new TimelineTopology(
                            new FakeLedger().fold(),
                            memory,
                            new StoreRegistry(),
                            new KafkaRestoreListener(),
                            StoreLimits.DEFAULT);
            var driver = new TopologyTestDriver(topology.build(), settings);
            driver.getAllStateStores().values().forEach(store -> store.commit(Map.of()));

            // When
            var looking =
                    assertThatThrownBy(() -> driver.advanceWallClockTime(Duration.ofSeconds(1)));

            // Then
            looking.isInstanceOf(TaskCorruptedException.class);
            // The driver, unlike Kafka Streams, only knows how to close a task that is sound.
            assertThatThrownBy(driver::close).isInstanceOf(TaskCorruptedException.class);
            driver.getAllStateStores().values().forEach(store -> store.close());
        }
    }
}
