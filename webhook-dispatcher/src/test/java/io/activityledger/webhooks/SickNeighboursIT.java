package io.activityledger.webhooks;

import static io.activityledger.testkit.ReceiverReply.answers;
import static io.activityledger.testkit.ReceiverReply.hangs;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Do seventy healthy endpoints notice when ten beside them hang, ten answer 500 and ten refuse?
/// Prints figures; run by hand with `-Dledger.measure=<deliveries a second>`.
///
/// Rounds with thirty more healthy endpoints and rounds with thirty sick ones take turns, so that
/// both meet the same machine. All endpoints want each activity.
@EnabledIfSystemProperty(named = "ledger.measure", matches = "\\d+")
class SickNeighboursIT {

    private static final int WELL = 70;
    private static final int OF_EACH_KIND = 10;
    private static final int ROUNDS = Integer.getInteger("ledger.measure.rounds", 3);
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pattern ID = Pattern.compile("\"id\":\"(act_[^\"]+)\"");

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final List<Long> besideWell = new ArrayList<>();
    private final List<Long> besideSick = new ArrayList<>();

    @Test
    void healthyEndpointsBesideSickOnes() throws Exception {
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
                var writer = new Writer(broker.bootstrapServers(), schemas)) {
            await().atMost(SOON).until(ada::ready);
            try (var well = new ScriptedReceiver()) {
                IntStream.range(0, WELL).forEach(at -> create(ada, well.url("/well/" + at)));
                for (int round = 0; round <= ROUNDS; round++) {
                    boolean warm = round > 0;
                    besideHealthy(ada, well, writer, warm ? besideWell : new ArrayList<>());
                    besideSick(ada, well, writer, warm ? besideSick : new ArrayList<>());
                }
            }
            print("100 healthy", besideWell);
            print("70 healthy, 30 sick", besideSick);
            System.out.printf("p99 ratio=%.2f%n", p99(besideSick) / p99(besideWell));
        }
    }

    private void besideHealthy(
            Instance ada, ScriptedReceiver well, Writer writer, List<Long> micros) {
        List<URI> others =
                IntStream.range(0, 3 * OF_EACH_KIND)
                        .mapToObj(at -> well.url("/other/" + at))
                        .toList();
        measure(ada, others, well, writer, micros);
    }

    private void besideSick(Instance ada, ScriptedReceiver well, Writer writer, List<Long> micros) {
        try (var hanging = new ScriptedReceiver().andThen(hangs());
                var failing = new ScriptedReceiver().andThen(answers(500))) {
            List<URI> others = new ArrayList<>();
            int nobody = Ports.anyFree();
            for (int at = 0; at < OF_EACH_KIND; at++) {
                others.add(hanging.url("/" + at));
                others.add(failing.url("/" + at));
                others.add(URI.create("http://127.0.0.1:" + nobody + "/" + at));
            }
            measure(ada, others, well, writer, micros);
        }
    }

    private void measure(
            Instance ada,
            List<URI> others,
            ScriptedReceiver well,
            Writer writer,
            List<Long> micros) {
        List<String> ids = others.stream().map(url -> create(ada, url)).toList();
        append(writer, SETTLE, new ConcurrentHashMap<>());
        int before = well.received().size();
        Map<String, Long> sent = new ConcurrentHashMap<>();
        append(writer, MEASURED, sent);
        await().atMost(SOON)
                .until(() -> latencies(well, before, sent).size() == WELL * sent.size());
        micros.addAll(latencies(well, before, sent));
        ids.forEach(id -> assertThat(ada.delete(id)).isEqualTo(204));
    }

    private static List<Long> latencies(ScriptedReceiver well, int from, Map<String, Long> sent) {
        List<ReceivedRequest> received = well.received();
        List<Long> micros = new ArrayList<>();
        for (ReceivedRequest request : received.subList(from, received.size())) {
            var id = ID.matcher(request.text());
            if (request.path().startsWith("/well/") && id.find() && sent.containsKey(id.group(1))) {
                micros.add((request.arrivedNanos() - sent.get(id.group(1))) / 1_000);
            }
        }
        return micros;
    }

    private static String create(Instance ada, URI url) {
        var created = ada.create(url);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().at("/data/webhook/id").textValue();
    }

    private static void append(Writer writer, Duration length, Map<String, Long> sent) {
        int endpoints = WELL + 3 * OF_EACH_KIND;
        int perSecond = Math.max(1, Integer.getInteger("ledger.measure") / endpoints);
        long step = Duration.ofSeconds(1).toNanos() / perSecond;
        long next = System.nanoTime();
        long until = next + length.toNanos();
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

    private static void print(String what, List<Long> micros) {
        System.out.printf(
                "%s: count=%d p50=%.1f ms p99=%.1f ms max=%.1f ms%n",
                what, micros.size(), at(micros, 0.5), p99(micros), at(micros, 1));
    }

    private static double p99(List<Long> micros) {
        return at(micros, 0.99);
    }

    private static double at(List<Long> micros, double part) {
        List<Long> sorted = micros.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1_000.0;
    }
}
