package io.activityledger.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.kit.kafka.KafkaAdmin;
import io.activityledger.kit.kafka.KafkaClientProperties;
import io.activityledger.kit.settings.Passthrough;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.RegistryOverHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIT {

    private static final int CONTACTS = 8;
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir private Path temp;

    @SuppressWarnings("try") // one instance ends earlier
    @Test
    void aRebuildOverTwoInstancesIsNotNoticedByTheirReaders() throws Exception {
        // Given
        var schemas = new FakeSchemaRegistry();
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        try (var broker = new EmbeddedBroker(settings).start();
                var registry = new RegistryOverHttp(schemas);
                var ada = started("ada", broker, registry);
                var bob = started("bob", broker, registry);
                var writer = new Writer(broker.bootstrapServers(), schemas, Instance.PARTITIONS);
                var cluster = cluster(broker);
                var readers = new Readers(List.of(ada, bob))) {
            write(writer, 600);
            var versions = new KafkaVersions(cluster::admin);
            assertThat(versions.known()).containsExactly(1);
            await().atMost(SOON).until(() -> allLinked(ada, 600));
            readers.start(600);

            // When
            versions.propose(2);
            await().atMost(SOON).until(() -> versions.known().equals(Set.of(2)));

            // Then
            readers.stop();
            assertThat(readers.wrong()).isEmpty();
            assertThat(readers.answers()).isGreaterThan(20);
            await().atMost(SOON).until(() -> !Files.exists(rows("ada", 1)));
            await().atMost(SOON).until(() -> !Files.exists(rows("bob", 1)));
            assertThat(rows("ada", 2)).isDirectory();
            assertThat(rows("bob", 2)).isDirectory();
            write(writer, 8);
            for (Instance each : List.of(ada, bob)) {
                assertThat(total(each.timeline("c-0"))).isEqualTo(600 / CONTACTS + 1);
            }
            bob.close();
            try (var again = started("bob", broker, registry)) {
                assertThat(total(again.timeline("c-1"))).isEqualTo(600 / CONTACTS + 1);
            }
            assertThat(versions.known()).containsExactly(2);
            assertThat(rows("bob", 1)).doesNotExist();
        }
    }

    @Test
    void aReleaseWithAnotherFormOfRowsBuildsThemAndRemovesTheOthers() throws Exception {
        // Given
        var schemas = new FakeSchemaRegistry();
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        Path old = temp.resolve("cyd").resolve("timeline").resolve("activity-timelines-v0");
        Files.createDirectories(old.resolve("0_0"));
        try (var broker = new EmbeddedBroker(settings).start();
                var registry = new RegistryOverHttp(schemas);
                var writer = new Writer(broker.bootstrapServers(), schemas, Instance.PARTITIONS);
                var cluster = cluster(broker)) {
            try (var first = started("ada", broker, registry)) {
                write(writer, 80);
                assertThat(total(first.timeline("c-0"))).isEqualTo(10);
            }
            var versions = new KafkaVersions(cluster::admin);
            await().atMost(SOON).until(() -> versions.retire(1));
            var ended = Map.of(new TopicPartition("activities", 0), new OffsetAndMetadata(1));
            cluster.admin().alterConsumerGroupOffsets("activity-timelines-v0", ended).all().get();
            assertThat(versions.otherFormats()).isTrue();

            // When
            try (var cyd = started("cyd", broker, registry)) {

                // Then
                assertThat(total(cyd.timeline("c-0"))).isEqualTo(10);
                await().atMost(SOON).until(() -> !Files.exists(old));
                assertThat(versions.catching(1).done()).isTrue();
                assertThat(rows("cyd", 1)).isDirectory();
            }
        }
    }

    private static KafkaAdmin cluster(EmbeddedBroker broker) {
        var clients = new KafkaClientProperties(broker.bootstrapServers(), Passthrough.none());
        var cluster = new KafkaAdmin(clients, "operator", Duration.ofSeconds(10));
        cluster.open();
        return cluster;
    }

    private Path rows(String instance, int version) {
        return temp.resolve(instance)
                .resolve("timeline")
                .resolve(KafkaVersions.applicationId(version));
    }

    private Instance started(String name, EmbeddedBroker broker, RegistryOverHttp registry) {
        var instance =
                new Instance(name, broker.bootstrapServers(), registry.uri(), temp.resolve(name))
                        .start();
        await().atMost(SOON).until(instance::ready);
        return instance;
    }

    private static void write(Writer writer, int count) throws Exception {
        List<Activity> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            all.add(
                    Activities.some()
                            .about("c-" + number % CONTACTS)
                            .about(Subject.deal("d-" + number % CONTACTS))
                            .at(Activities.NOON.plusSeconds(number))
                            .build());
        }
        writer.appendAll(all);
    }

    private static String deal(int number) {
        return "/v1/deals/d-" + number + "/activities?per_page=100";
    }

    /// Further subjects' copies come a moment later; before the first of them nobody knows the
    /// deal.
    private static boolean allLinked(Instance instance, int written) {
        return IntStream.range(0, CONTACTS)
                .allMatch(it -> holds(instance.get(deal(it)), written / CONTACTS));
    }

    private static boolean holds(Answer answer, int expected) {
        return answer.status() == 200 && answer.json().at("/meta/total").intValue() == expected;
    }

    private static int total(Answer answer) {
        assertThat(answer.status()).as(answer::toString).isEqualTo(200);
        return answer.json().at("/meta/total").intValue();
    }

    /// Two who read all timelines through either instance, again and again.
    private static final class Readers implements AutoCloseable {

        private final List<Instance> instances;
        private final List<Thread> threads = new ArrayList<>();
        private final AtomicBoolean reading = new AtomicBoolean(true);
        private final AtomicInteger answers = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

        Readers(List<Instance> instances) {
            this.instances = instances;
        }

        void start(int written) {
            for (Instance instance : instances) {
                threads.add(Thread.ofPlatform().start(() -> read(instance, written / CONTACTS)));
            }
        }

        private void read(Instance instance, int expected) {
            while (reading.get()) {
                for (int number = 0; number < CONTACTS; number++) {
                    look(instance, instance.timeline("c-" + number), expected);
                    look(instance, instance.get(deal(number)), expected);
                }
            }
        }

        private void look(Instance instance, Answer answer, int expected) {
            answers.incrementAndGet();
            if (!holds(answer, expected)) {
                wrong.add(instance.name() + " " + answer);
            }
        }

        int answers() {
            return answers.get();
        }

        List<String> wrong() {
            return List.copyOf(wrong);
        }

        void stop() {
            reading.set(false);
            threads.forEach(Readers::join);
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void close() {
            stop();
        }
    }
}
