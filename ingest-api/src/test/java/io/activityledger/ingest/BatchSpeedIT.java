package io.activityledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.RegistryOverHttp;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// How many activities a second does the door for batches take, beside a bare producer that is set
/// as Kafka's own tool sets it? Prints figures; run by hand with `-Dledger.measure=batches`.
///
/// Broker, service, clients and bare producer share this JVM, and take turns.
@EnabledIfSystemProperty(named = "ledger.measure", matches = "batches")
class BatchSpeedIT {

    private static final int CLIENTS = 4;
    private static final int ITEMS = 1_000;
    private static final int RECORD_BYTES = 410;
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final Pattern CREATED = Pattern.compile("\"created\":(\\d+)");
    private static final Duration ROUND = Duration.ofSeconds(6);

    @TempDir private Path temp;

    @Test
    void aBatchIsNotMuchSlowerThanABareProducer() throws Exception {
        // Given
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        try (var broker = new EmbeddedBroker(settings).start();
                var registry = new RegistryOverHttp(new FakeSchemaRegistry());
                var ingest =
                        new RunningIngest(
                                broker.bootstrapServers(), registry.uri(), temp.resolve("ingest"));
                var bare =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", broker.bootstrapServers()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            ingest.ready();
            List<Double> ratios = new ArrayList<>();

            // When
            for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
                long batched = perSecond(() -> batches(ingest));
                long produced = perSecond(() -> records(bare));
                double ratio = (double) batched / produced;
                System.out.printf(
                        "batch %d/s, bare producer %d/s, ratio %.2f%s%n",
                        batched, produced, ratio, round < WARM_UPS ? " (warming up)" : "");
                if (round >= WARM_UPS) {
                    ratios.add(ratio);
                }
            }

            // Then
            ratios.sort(null);
            System.out.printf("median ratio %.2f%n", ratios.get(ROUNDS / 2));
            assertThat(ratios.get(ROUNDS / 2)).isPositive();
        }
    }

    private static long perSecond(LongSupplier round) {
        long began = System.nanoTime();
        long count = round.getAsLong();
        return count * Duration.ofSeconds(1).toNanos() / (System.nanoTime() - began);
    }

    private static boolean goesOn(long began) {
        return System.nanoTime() - began < ROUND.toNanos();
    }

    private static long batches(RunningIngest ingest) {
        String body =
                IntStream.range(0, ITEMS)
                        .mapToObj(BatchSpeedIT::item)
                        .collect(Collectors.joining(",", "[", "]"));
        var count = new AtomicLong();
        long began = System.nanoTime();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    while (goesOn(began)) {
                        var probe = ingest.client();
                        var answer =
                                probe.answer(
                                        probe.request("/v1/activities/batch")
                                                .POST(BodyPublishers.ofString(body)));
                        count.addAndGet(created(answer.body()));
                    }
                });
            }
        }
        return count.get();
    }

    /// Not parsed: this client shares the machine.
    private static long created(String answer) {
        var created = CREATED.matcher(answer);
        return created.find(Math.max(0, answer.lastIndexOf("\"meta\"")))
                ? Long.parseLong(created.group(1))
                : 0;
    }

    private static String item(int number) {
        return """
        {"type":"call","title":"Call %d","description":"%s","entity_type":"lead","entity_id":"%d","metadata":{"n":%d}}\
        """
                .formatted(number, "x".repeat(200), number, number);
    }

    private static long records(KafkaProducer<byte[], byte[]> producer) {
        byte[] value = "abcdefghij".repeat(RECORD_BYTES / 10).getBytes(UTF_8);
        long count = 0;
        for (long began = System.nanoTime(); goesOn(began); count++) {
            byte[] key = Long.toString(count % ITEMS).getBytes(UTF_8);
            var _ = producer.send(new ProducerRecord<>("activities", key, value));
        }
        producer.flush();
        return count;
    }
}
