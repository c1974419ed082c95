package io.activityledger.kit.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.kit.settings.Passthrough;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaAdminTest {

    @Test
    void nothingIsAskedBeforeKafkaWasReached() {
        // Given
        var clients = new KafkaClientProperties("127.0.0.1:1", Passthrough.none());

        // When
        try (var admin = new KafkaAdmin(clients, "test-admin", Duration.ofSeconds(1))) {
            // Then
            assertThatThrownBy(admin::admin)
                    .isInstanceOf(KafkaException.class)
                    .hasMessage("Kafka has not been reached yet");
            assertThatThrownBy(() -> admin.latest(Set.of(new TopicPartition("t", 0)), (_, _) -> {}))
                    .isInstanceOf(KafkaException.class);
            assertThatThrownBy(() -> admin.topicIdentity("t")).isInstanceOf(KafkaException.class);
        }
    }
}
