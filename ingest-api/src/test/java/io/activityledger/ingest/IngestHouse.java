package io.activityledger.ingest;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.EventCodec;
import io.activityledger.schemas.HttpSchemaRegistryClient;
import io.activityledger.schemas.Position;
import io.activityledger.schemas.RecordJudge;
import io.activityledger.schemas.Topics;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real broker, a registry and the instances that a class of tests names, all in its own process.
final class IngestHouse implements BeforeAllCallback, AfterAllCallback {

    private final int kafka = Ports.anyFree();
    private final int controller = Ports.anyFree();
    private final List<String> names;
    private final List<RunningIngest> instances = new ArrayList<>();
    private Path temp;
    private EmbeddedBroker broker;
    private RegistryOverHttp registry;
    private KafkaConsumer<byte[], byte[]> reader;

    IngestHouse(String... names) {
        this.names = List.of(names);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        temp = Files.createTempDirectory(context.getRequiredTestClass().getSimpleName());
        startBroker();
        registry = new RegistryOverHttp(new FakeSchemaRegistry());
        var impatient = new Passthrough(Map.of("fetch.max.wait.ms", "20"));
        var reading = new KafkaClientProperties(bootstrapServers(), impatient);
        reader = new KafkaConsumer<>(reading.consumer("check"));
        names.forEach(name -> instances.add(run(name).ready()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        instances.reversed().forEach(RunningIngest::close);
        reader.close();
        registry.close();
        broker.close();
        try (var files = Files.walk(temp)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    RunningIngest instance(String name) {
        return instances.get(names.indexOf(name));
    }

    /// One more, not yet ready; closed by whoever asked.
    RunningIngest run(String name) {
        return run(name, registry);
    }

    /// The same with a registry of its own.
    RunningIngest run(String name, RegistryOverHttp schemas) {
        return new RunningIngest(bootstrapServers(), schemas.uri(), temp.resolve(name));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafka;
    }

    URI registry() {
        return registry.uri();
    }

    void stopBroker() {
        broker.close();
    }

    void startBroker() {
        var settings = new EmbeddedBrokerSettings(temp.resolve("broker"), kafka, controller);
        broker = new EmbeddedBroker(settings).start();
    }

    KafkaClientProperties kafka() {
        return new KafkaClientProperties(bootstrapServers(), Passthrough.none());
    }

    ConsumerRecord<byte[], byte[]> recordAt(Position position) {
        var at = new TopicPartition(Topics.ACTIVITIES.name(), position.partition());
        reader.assign(List.of(at));
        reader.seek(at, position.offset());
        return reader.poll(Duration.ofSeconds(10)).records(at).getFirst();
    }

    /// The one whose position the answer tells.
    ConsumerRecord<byte[], byte[]> recordOf(Answer answer) {
        return recordAt(answer.header(Position.HEADER).flatMap(Position::parse).orElseThrow());
    }

    Activity sound(ConsumerRecord<byte[], byte[]> record) {
        try (var client = new HttpSchemaRegistryClient(registry.uri())) {
            var judge = new RecordJudge(new EventCodec(client), RunningIngest.PARTITIONS);
            return switch (judge.judge(record.key(), record.value(), record.partition())) {
                case RecordJudge.Verdict.Sound(Activity activity) -> activity;
                case RecordJudge.Verdict.Poison(_, String reason) ->
                        throw new AssertionError(reason);
            };
        }
    }
}
