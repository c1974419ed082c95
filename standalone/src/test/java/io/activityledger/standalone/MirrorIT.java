package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Topics;
import io.activityledger.schemas.Topics.Topic;
import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.ScriptedReceiver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A house is rebuilt on another cluster from a copy of the topics that cannot be derived: every
/// timeline is what it was, and receivers get again what they had, each under the id it had.
class MirrorIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int CONTACTS = 6;
    private static final int ACTIVITIES = 120;

    /// Every fourth is about two contacts.
    private static final int ROWS = ACTIVITIES + ACTIVITIES / 4;

    /// What a backup holds; all else is derived from these.
    private static final List<Topic> COPIED =
            List.of(
                    Topics.ACTIVITIES,
                    Topics.REFERENCES,
                    Topics.WORKSPACES,
                    Topics.API_KEYS,
                    Topics.WEBHOOK_ENDPOINTS);

    private final Services services = new Services(CLUSTER);
    private final Service ingest = services.ingest("ingest");
    private final Service source = services.projector("source");
    private final Service dispatcher = services.dispatcher("dispatcher");

    @Test
    void afterAMirrorTimelinesAreIdenticalAndDeliveriesBearTheIdsTheyHad() throws Exception {
        // Given
        List.of(ingest, source, dispatcher).forEach(Service::awaitReady);
        try (var receiver = new ScriptedReceiver();
                var target = new EmbeddedBroker(targetSettings()).start()) {
            subscribe(receiver);
            write();
            Awaitility.await().atMost(LONGEST).until(() -> rows(timelines(source)) == ROWS);
            Map<String, JsonNode> before = timelines(source);
            Set<String> delivered = ids(receiver.awaitReceived(ACTIVITIES, LONGEST));
            dispatcher.process().stop();
            int had = receiver.received().size();
            Map<String, String> there =
                    Map.of(
                            "LEDGER_KAFKA_BOOTSTRAP", target.bootstrapServers(),
                            "LEDGER_REGISTRY_URL", CLUSTER.registry().toString(),
                            "LEDGER_TOPICS_PARTITIONS", Integer.toString(Services.PARTITIONS));
            CommandRun created = CommandRun.with(there, "topics", "create");
            assertThat(created.exit()).as(created.output()).isZero();

            // When
            COPIED.forEach(topic -> mirror(topic, target.bootstrapServers()));
            Service restored = services.projector("restored", there);
            restored.awaitReady();

            // Then
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(timelines(restored)).isEqualTo(before));
            CommandRun verified =
                    CommandRun.with(
                            there,
                            "verify",
                            "--url",
                            restored.address(),
                            "--key",
                            "dev=wbk_cluster");
            assertThat(verified.exit()).as(verified.output()).isZero();
            assertThat(verified.output()).contains("All agrees.");

            // When
            services.dispatcher("restored-dispatcher", there);
            var again = receiver.awaitReceived(had + ACTIVITIES, LONGEST);

            // Then
            assertThat(delivered).hasSize(ACTIVITIES);
            assertThat(ids(again.subList(had, again.size()))).isEqualTo(delivered);
        }
    }

    private void subscribe(ScriptedReceiver receiver) {
        String endpoint =
                "{\"url\":\"%s\",\"events\":[\"activity.created\"]}".formatted(receiver.url("/"));
        var created = dispatcher.probe().post("/v1/webhooks", endpoint);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
    }

    private static Set<String> ids(List<ReceivedRequest> requests) {
        return requests.stream().map(it -> it.header("webhook-id")).collect(Collectors.toSet());
    }

    /// Some about two contacts, some sent twice under one key.
    private void write() {
        IntStream.range(0, CONTACTS).forEach(contact -> ingest.know("c" + contact));
        for (int each = 0; each < ACTIVITIES; each++) {
            int contact = each % CONTACTS;
            String body =
                    "{\"type\":\"%s\",\"title\":\"n%d\",\"contact_id\":\"c%d\",\"contact_ids\":[\"c%d\"]}"
                            .formatted(
                                    each % 3 == 0 ? "call" : "email",
                                    each,
                                    contact,
                                    each % 4 == 0 ? (contact + 1) % CONTACTS : contact);
            var answer = ingest.probe().post("/v1/activities", body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        }
    }

    private static Map<String, JsonNode> timelines(Service projector) {
        return IntStream.range(0, CONTACTS)
                .mapToObj(contact -> "/v1/contacts/c" + contact + "/activities?per_page=100")
                .collect(
                        Collectors.toMap(path -> path, path -> projector.probe().get(path).json()));
    }

    private static int rows(Map<String, JsonNode> timelines) {
        return timelines.values().stream().mapToInt(it -> it.at("/meta/total").asInt()).sum();
    }

    /// What a mirror does: same partition, key, value, headers and time, in the same order.
    private static void mirror(Topic topic, String target) {
        var partitions =
                IntStream.range(0, topic.partitions(Services.PARTITIONS))
                        .mapToObj(it -> new TopicPartition(topic.name(), it))
                        .toList();
        Map<String, Object> from = Map.of("bootstrap.servers", CLUSTER.bootstrapServers());
        Map<String, Object> to = new HashMap<>(Map.of("bootstrap.servers", target, "acks", "all"));
        var reading = new ByteArrayDeserializer();
        var writing = new ByteArraySerializer();
        try (var consumer = new KafkaConsumer<>(from, reading, reading);
                var producer = new KafkaProducer<>(to, writing, writing)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                for (ConsumerRecord<byte[], byte[]> it : consumer.poll(Duration.ofMillis(200))) {
                    var _ =
                            producer.send(
                                    new ProducerRecord<>(
                                            it.topic(),
                                            it.partition(),
                                            it.timestamp(),
                                            it.key(),
                                            it.value(),
                                            it.headers()));
                }
            }
            producer.flush();
        }
    }

    private static EmbeddedBrokerSettings targetSettings() {
        return new EmbeddedBrokerSettings(
                CLUSTER.directory("target-broker"), Ports.anyFree(), Ports.anyFree());
    }
}
