package io.activityledger.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

class KafkaSmallBatchesTest {

    private static final int BATCHES = 2_000;

    private final ByteBuffer room = ByteBuffer.allocate(1 << 16);

    @Test
    void aBatchOfOneRecordAllocatesLittle() {
        // Given
        var producer = new ProducerConfig(KafkaSmallBatches.producer(kafka(Map.of()), "p"));
        String name = producer.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG);
        allocated(name);

        // When
        long bytes = allocated(name) / BATCHES;

        // Then
        assertThat(bytes).isLessThan(16_384);
        assertThat(allocated("lz4") / BATCHES).isGreaterThan(100_000);
    }

    @Test
    void theOperatorsCompressionWinsAndPromisesStay() {
        // Given
        var kafka = kafka(Map.of("compression.type", "zstd", "acks", "0"));

        // When
        var producer = new ProducerConfig(KafkaSmallBatches.producer(kafka, "p"));
        Map<String, Object> streams = KafkaSmallBatches.streams(kafka, Map.of("a", "b"));

        // Then
        assertThat(producer.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG)).isEqualTo("zstd");
        assertThat(producer.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(streams)
                .containsEntry("producer.compression.type", "zstd")
                .containsEntry("a", "b");
    }

    private long allocated(String compression) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int at = 0; at < BATCHES; at++) {
            room.clear();
            var batch =
                    MemoryRecords.builder(
                            room,
                            RecordBatch.CURRENT_MAGIC_VALUE,
                            Compression.of(compression).build(),
                            TimestampType.CREATE_TIME,
                            0);
            batch.append(at, new byte[50], new byte[600]);
            assertThat(batch.build().sizeInBytes()).isPositive();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static KafkaClientProperties kafka(Map<String, String> passedThrough) {
        return new KafkaClientProperties("broker:9092", new Passthrough(passedThrough));
    }
}
