package io.activityledger.kit.kafka;

import io.activityledger.kit.settings.Passthrough;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/// How do our clients talk to Kafka? Every property that matters is spelled out here.
///
/// What the operator passes through wins over these choices, except where a promise hangs on them:
/// an acknowledged record is on the log once, in order, and reads never move a group.
///
/// @param passthrough client properties as the operator named them, such as `security.protocol`
public record KafkaClientProperties(String bootstrapServers, Passthrough passthrough) {

    /// A producer that either knows the outcome within two seconds or says that it does not: 0.5 s
    /// for metadata and room in the buffer, 1.5 s for delivery.
    public Map<String, Object> producer(String clientId) {
        var properties = new HashMap<String, Object>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1024 * 1024);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1200);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1500);
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        putCommon(properties, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    /// A consumer without a group: it is told its partitions and where to begin.
    public Map<String, Object> consumer(String clientId) {
        var properties = new HashMap<String, Object>();
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        putCommon(properties, clientId);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    public Map<String, Object> admin(String clientId) {
        var properties = new HashMap<String, Object>();
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        putCommon(properties, clientId);
        return properties;
    }

    /// A Streams application whose state is rebuilt from its topics: at least once, no record
    /// cache, static membership, one standby.
    public Map<String, Object> streams(StreamsIdentity identity) {
        var properties = new HashMap<String, Object>();
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, identity.threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
        properties.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, identity.warmups());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200L);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 20L);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        properties.put(consumerKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 8_000);
        properties.put(consumerKey(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        properties.put(consumerKey(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 500);
        properties.put(consumerKey(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        properties.put(producerKey(ProducerConfig.LINGER_MS_CONFIG), 0);
        properties.put(producerKey(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
        properties.put(producerKey(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        putCommon(properties, identity.clientId());
        putStreamsPromises(properties, identity);
        return properties;
    }

    /// How Kafka's own command-line tools are told the same cluster. What was passed through stands
    /// in a file of the operator's, since it holds secrets.
    public String toolArguments() {
        String further =
                passthrough.properties().isEmpty() ? "" : " --command-config client.properties";
        return "--bootstrap-server " + bootstrapServers + further;
    }

    private static void putStreamsPromises(
            Map<String, Object> properties, StreamsIdentity identity) {
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, identity.applicationId());
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, identity.advertised());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, identity.stateDirectory().toString());
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                identity.instanceId());
        properties.put(consumerKey(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(producerKey(ProducerConfig.ACKS_CONFIG), "all");
        properties.put(producerKey(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG), true);
    }

    private void putCommon(Map<String, Object> properties, String clientId) {
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(passthrough.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    }

    private static String consumerKey(String property) {
        return StreamsConfig.consumerPrefix(property);
    }

    private static String producerKey(String property) {
        return StreamsConfig.producerPrefix(property);
    }
}
