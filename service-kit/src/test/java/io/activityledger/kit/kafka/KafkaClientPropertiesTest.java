package io.activityledger.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.Passthrough;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class KafkaClientPropertiesTest {

    private static final KafkaClientProperties PROPERTIES =
            new KafkaClientProperties(
                    "broker:9092",
                    new Passthrough(Map.of("linger.ms", "1", "acks", "0", "client.rack", "r1")));

    @Test
    void theOperatorsPropertyWinsExceptOverAPromise() {
        // When
        var producer = new ProducerConfig(PROPERTIES.producer("p"));
        // Then
        assertThat(producer.getLong(ProducerConfig.LINGER_MS_CONFIG)).isEqualTo(1);
        assertThat(producer.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(producer.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
    }

    @Test
    void aProducerKnowsOrSaysThatItDoesNotWithinTwoSeconds() {
        // When
        var producer = new ProducerConfig(PROPERTIES.producer("p"));
        // Then
        long block = producer.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        int delivery = producer.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        assertThat(block + delivery).isLessThanOrEqualTo(2_000);
    }

    @Test
    void consumersAndAdminsAcceptTheirProperties() {
        assertThat(new ConsumerConfig(PROPERTIES.consumer("c")).getString("client.rack"))
                .isEqualTo("r1");
        assertThat(new AdminClientConfig(PROPERTIES.admin("a")).getString("client.id"))
                .isEqualTo("a");
    }

    @Test
    void streamsAreStaticMembersThatKeepNothingBack() {
        // Given
        var identity =
                new StreamsIdentity("app", "node-1", "10.0.0.1:9001", Path.of("/tmp/x"), 2, 8);
        // When
        var streams = new StreamsConfig(PROPERTIES.streams(identity));
        // Then
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                .isEqualTo("at_least_once");
        assertThat(streams.getLong(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG)).isZero();
        var consumer = streams.getMainConsumerConfigs("app", "c", 0);
        assertThat(consumer)
                .containsEntry("session.timeout.ms", 8_000)
                .hasEntrySatisfying(
                        "group.instance.id", id -> assertThat(id.toString()).startsWith("node-1"));
        assertThat(streams.getProducerConfigs("p")).containsEntry("linger.ms", 0);
    }
}
