package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.LedgerCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestFaultsIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    @Test
    void whatWasAcknowledgedBeforeAKillStandsOnTheLogOnce() {
        // Given
        var ingest = new Services(CLUSTER).ingest("ingest").awaitReady();
        var posting = Posting.about("contact", 8, ingest.probe());

        // When
        try (posting) {
            for (int kill = 0; kill < 2; kill++) {
                posting.awaitMore(400);
                ingest.process().kill();
                ingest.process().restart().awaitReady();
            }
            posting.awaitMore(200);
        }

        // Then
        var titlesOnTheLog = new HashMap<String, String>();
        for (Activity activity : log()) {
            assertThat(titlesOnTheLog.put(activity.id().prefixed(), activity.title())).isNull();
        }
        System.out.println(
                "Ingest killed twice: %d acknowledged, %d unknown, %d on the log"
                        .formatted(
                                posting.titles().size(), posting.unknown(), titlesOnTheLog.size()));
        assertThat(posting.unknown()).as("posts that a kill met").isPositive();
        assertThat(titlesOnTheLog)
                .containsAllEntriesOf(posting.titles())
                .hasSizeLessThanOrEqualTo(posting.titles().size() + posting.unknown());
    }

    /// Every activity on the topic; fails where a record is unsound.
    private static List<Activity> log() {
        Map<String, Object> properties = Map.of("bootstrap.servers", CLUSTER.bootstrapServers());
        var bytes = new ByteArrayDeserializer();
        var partitions =
                IntStream.range(0, Services.PARTITIONS)
                        .mapToObj(it -> new TopicPartition(Topics.ACTIVITIES.name(), it))
                        .toList();
        try (var registry = new HttpSchemaRegistryClient(CLUSTER.registry());
                var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            var judge = new RecordJudge(new EventCodec(registry), Services.PARTITIONS);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var activities = new ArrayList<Activity>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> activities.add(sound(judge, record)));
            }
            return activities;
        }
    }

    private static Activity sound(RecordJudge judge, ConsumerRecord<byte[], byte[]> record) {
        var verdict = judge.judge(record.key(), record.value(), record.partition());
        return switch (verdict) {
            case Verdict.Sound(Activity activity) -> activity;
            case Verdict.Poison(String reason) -> throw new AssertionError(reason);
        };
    }
}
