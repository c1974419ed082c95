package io.activityledger.webhooks;

import io.activityledger.kit.kafka.KafkaClientProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// How are records compressed that are written as they come, a few to a batch? By a compressor that
/// takes its buffers out of a pool: lz4 allocates 128 KiB for each batch, however small, and was
/// half of all that this service left to the collector.
///
/// It has a native library, as the stores of the same process have. What the operator says wins.
final class KafkaSmallBatches {

    private static final String POOLED = "snappy";

    private KafkaSmallBatches() {}

    /// Of a producer.
    static Map<String, Object> producer(KafkaClientProperties kafka, String clientId) {
        Map<String, Object> properties = new HashMap<>(kafka.producer(clientId));
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression(kafka));
        return properties;
    }

    /// Of an application's producers, changelogs' among them, beside its other `properties`.
    static Map<String, Object> streams(
            KafkaClientProperties kafka, Map<String, Object> properties) {
        Map<String, Object> more = new HashMap<>(properties);
        more.put(
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                compression(kafka));
        return more;
    }

    private static Object compression(KafkaClientProperties kafka) {
        String name = ProducerConfig.COMPRESSION_TYPE_CONFIG;
        return kafka.passthrough().properties().containsKey(name)
                ? kafka.passthrough().properties().get(name)
                : POOLED;
    }
}
