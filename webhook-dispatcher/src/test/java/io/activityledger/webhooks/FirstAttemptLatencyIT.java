package io.activityledger.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.testkit.Activities;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.ReceivedRequest;
import io.activityledger.testkit.RegistryOverHttp;
import io.activityledger.testkit.ScriptedReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// How long after an append does the first attempt arrive? Prints figures; run by hand with
/// `-Dledger.measure=<deliveries a second>`.
///
/// One broker, one instance and the receivers share this JVM. All 50 endpoints want each activity:
/// `ledger.measure` counts deliveries, and 1/50 of it is appended.
@EnabledIfSystemProperty(named = "ledger.measure", matches = "\\d+")
class FirstAttemptLatencyIT {

    private static final int ENDPOINTS = 50;
    private static final int WARM_UP_SECONDS = 15;
    private static final int MEASURED_SECONDS = 20;
    private static final Pattern ID = Pattern.compile("\"id\":\"(act_[^\"]+)\"");

    @TempDir private Path temp;

    @Test
    void theFirstAttemptArrivesSoonAfterTheAppend() throws Exception {
        // Given
        int rate = Integer.getInteger("ledger.measure");
        var schemas = new FakeSchemaRegistry();
        var settings =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        try (var broker = new EmbeddedBroker(settings).start();
                var registry = new RegistryOverHttp(schemas);
                var ada =
                        new Instance(
                                        "ada",
                                        broker.bootstrapServers(),
                                        registry.uri(),
                                        temp.resolve("ada"),
                                        Map.of())
                                .start();
                var receiver = new ScriptedReceiver();
                var writer = new Writer(broker.bootstrapServers(), schemas)) {
            await().atMost(Duration.ofSeconds(60)).until(ada::ready);
            for (int at = 0; at < ENDPOINTS; at++) {
                assertThat(ada.create(receiver.url("/" + at)).status()).isEqualTo(201);
            }
            int perSecond = Math.max(1, rate / ENDPOINTS);
            Map<String, Long> sent = new ConcurrentHashMap<>();

            // When
            long until = System.nanoTime() + Duration.ofSeconds(WARM_UP_SECONDS).toNanos();
            append(writer, perSecond, until, new ConcurrentHashMap<>());
            int before = receiver.received().size();
            Toll paid = Toll.soFar(broker.bootstrapServers());
            append(
                    writer,
                    perSecond,
                    System.nanoTime() + Duration.ofSeconds(MEASURED_SECONDS).toNanos(),
                    sent);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> receiver.received().size() >= before + sent.size() * ENDPOINTS);

            // Then
            System.out.println(Toll.soFar(broker.bootstrapServers()).since(paid));
            List<Long> micros = new ArrayList<>();
            for (ReceivedRequest request : receiver.received()) {
                var id = ID.matcher(request.text());
                if (id.find() && sent.containsKey(id.group(1))) {
                    micros.add((request.arrivedNanos() - sent.get(id.group(1))) / 1_000);
                }
            }
            micros.sort(null);
            System.out.printf(
                    "deliveries/s=%d count=%d p50=%.1f ms p90=%.1f ms p99=%.1f ms max=%.1f ms%n",
                    perSecond * ENDPOINTS,
                    micros.size(),
                    at(micros, 0.5),
                    at(micros, 0.9),
                    at(micros, 0.99),
                    at(micros, 1));
            assertThat(micros).hasSize(sent.size() * ENDPOINTS);
        }
    }

    private static void append(Writer writer, int perSecond, long until, Map<String, Long> sent) {
        long step = Duration.ofSeconds(1).toNanos() / perSecond;
        long next = System.nanoTime();
        for (int at = 0; next < until; at++) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            Activity activity = Activities.some().about("c" + at % 97).build();
            sent.put(activity.id().prefixed(), System.nanoTime());
            var _ = writer.send(activity);
            next += step;
        }
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1_000.0;
    }
}
