package io.activityledger.standalone;

import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.RecordJudge.Verdict;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.LedgerCluster;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What stands on `activities`, and where?
record Recorded(Position position, Activity activity) {

    /// Every record, those of a partition in their order; fails where one is unsound.
    static List<Recorded> all(LedgerCluster cluster) {
        return all(cluster.bootstrapServers(), cluster.registry());
    }

    /// The same of any broker that holds as many partitions as a cluster's.
    static List<Recorded> all(String bootstrapServers, URI schemas) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers);
        var bytes = new ByteArrayDeserializer();
        var partitions =
                IntStream.range(0, Services.PARTITIONS)
                        .mapToObj(it -> new TopicPartition(Topics.ACTIVITIES.name(), it))
                        .toList();
        try (var registry = new HttpSchemaRegistryClient(schemas);
                var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            var judge = new RecordJudge(new EventCodec(registry), Services.PARTITIONS);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<Recorded>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> all.add(sound(judge, record)));
            }
            return all;
        }
    }

    private static Recorded sound(RecordJudge judge, ConsumerRecord<byte[], byte[]> record) {
        var verdict = judge.judge(record.key(), record.value(), record.partition());
        return switch (verdict) {
            case Verdict.Sound(Activity activity) ->
                    new Recorded(new Position(record.partition(), record.offset()), activity);
            case Verdict.Poison(_, String reason) -> throw new AssertionError(reason);
        };
    }
}
