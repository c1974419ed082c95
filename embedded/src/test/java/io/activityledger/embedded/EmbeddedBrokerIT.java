package io.activityledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final TopicPartition LETTERS = new TopicPartition("letters", 0);

    @TempDir Path temp;

    @Test
    void whatWasAcknowledgedIsThereAfterARestartUnderOtherPorts() throws Exception {
        // Given
        try (var broker = new EmbeddedBroker(settings()).start()) {
            createTopic(broker.bootstrapServers());
            produce(broker.bootstrapServers(), "first");
        }

        // When
        try (var broker = new EmbeddedBroker(settings()).start()) {
            produce(broker.bootstrapServers(), "second");

            // Then
            assertThat(consume(broker.bootstrapServers(), 2)).containsExactly("first", "second");
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        // Given
        var kafkaPort = Ports.anyFree();
        var controllerPort = Ports.anyFree();
        var child = child(kafkaPort, controllerPort);
        createTopic("127.0.0.1:" + kafkaPort);
        produce("127.0.0.1:" + kafkaPort, "kept");

        // When
        child.destroyForcibly().waitFor();
        var next = child(kafkaPort, controllerPort);

        // Then
        assertThat(consume("127.0.0.1:" + kafkaPort, 1)).containsExactly("kept");
        next.destroyForcibly().waitFor();
    }

    @Test
    void aBrokerProcessEndsWithItsStandardInput() throws Exception {
        // Given
        var child = child(Ports.anyFree(), Ports.anyFree());

        // When
        child.getOutputStream().close();

        // Then
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }

    private EmbeddedBrokerSettings settings() {
        return new EmbeddedBrokerSettings(temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
    }

    private Process child(int kafkaPort, int controllerPort) throws IOException {
        var process =
                ChildJvm.start(
                        EmbeddedBrokerMain.class,
                        temp.resolve("broker").toString(),
                        Integer.toString(kafkaPort),
                        Integer.toString(controllerPort));
        assertThat(ChildJvm.firstLine(process)).isEqualTo("READY " + kafkaPort);
        return process;
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(LETTERS.topic(), 1, (short) 1))).all().get();
        }
    }

    private static void produce(String bootstrap, String value) throws Exception {
        var properties = Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all");
        try (var producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(LETTERS.topic(), value)).get();
        }
    }

    private static List<String> consume(String bootstrap, int count) {
        var properties = Map.<String, Object>of("bootstrap.servers", bootstrap);
        try (var consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(LETTERS));
            consumer.seekToBeginning(List.of(LETTERS));
            var values = new ArrayList<String>();
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(it -> values.add(it.value()));
            }
            return values;
        }
    }
}
