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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final int SLOWEST = 4;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pattern ID = Pattern.compile("\"id\":\"(act_[^\"]+)\"");

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final Arrivals besideWell = new Arrivals();
    private final Arrivals besideSick = new Arrivals();
    private String bootstrapServers = "";

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
            bootstrapServers = broker.bootstrapServers();
            try (var well = new ScriptedReceiver()) {
                IntStream.range(0, WELL).forEach(at -> create(ada, well.url("/well/" + at)));
                rounds(ada, well, writer);
            }
            System.out.println("100 healthy: " + besideWell);
            System.out.println("70 healthy, 30 sick: " + besideSick);
            for (double part : List.of(0.5, 0.9, 0.99)) {
                System.out.printf(
                        "p%.0f ratio=%s%n", part * 100, besideSick.besides(besideWell, part));
            }
        }
    }

    /// The first of either kind is to warm up; then the two change places with each round.
    private void rounds(Instance ada, ScriptedReceiver well, Writer writer) throws Exception {
        besideHealthy(ada, well, writer);
        besideSick(ada, well, writer);
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                besideSick.addAll(besideSick(ada, well, writer));
                besideWell.addAll(besideHealthy(ada, well, writer));
            } else {
                besideWell.addAll(besideHealthy(ada, well, writer));
                besideSick.addAll(besideSick(ada, well, writer));
            }
        }
    }

    private Arrivals besideHealthy(Instance ada, ScriptedReceiver well, Writer writer)
            throws Exception {
        List<URI> others =
                IntStream.range(0, 3 * OF_EACH_KIND)
                        .mapToObj(at -> well.url("/other/" + at))
                        .toList();
        return measure("well", ada, others, well, writer);
    }

    private Arrivals besideSick(Instance ada, ScriptedReceiver well, Writer writer)
            throws Exception {
        try (var hanging = new ScriptedReceiver().andThen(hangs());
                var failing = new ScriptedReceiver().andThen(answers(500))) {
            List<URI> others = new ArrayList<>();
            int nobody = Ports.anyFree();
            for (int at = 0; at < OF_EACH_KIND; at++) {
                others.add(hanging.url("/" + at));
                others.add(failing.url("/" + at));
                others.add(URI.create("http://127.0.0.1:" + nobody + "/" + at));
            }
            return measure("sick", ada, others, well, writer);
        }
    }

    private Arrivals measure(
            String what, Instance ada, List<URI> others, ScriptedReceiver well, Writer writer)
            throws Exception {
        List<String> ids = others.stream().map(url -> create(ada, url)).toList();
        append(writer, SETTLE, new ConcurrentHashMap<>());
        int before = well.received().size();
        Map<String, Long> sent = new ConcurrentHashMap<>();
        Toll paid = Toll.soFar(bootstrapServers);
        append(writer, MEASURED, sent);
        Toll toll = Toll.soFar(bootstrapServers).since(paid);
        await().atMost(SOON)
                .until(() -> arrivals(well, before, sent).count() >= WELL * sent.size());
        Arrivals arrivals = arrivals(well, before, sent);
        System.out.println(what + ": " + arrivals + " " + toll);
        System.out.println("  slowest: " + slowest(well, before, sent));
        ids.forEach(id -> assertThat(ada.delete(id)).isEqualTo(204));
        return arrivals;
    }

    /// When those activities were sent, in the round, that took longest to reach the last of the
    /// healthy: what made them slow happened then.
    private static String slowest(ScriptedReceiver well, int from, Map<String, Long> sent) {
        long began = Collections.min(sent.values());
        return micros(well, from, sent).entrySet().stream()
                .sorted(Comparator.comparingLong(each -> -Collections.max(each.getValue())))
                .limit(SLOWEST)
                .map(each ->
                        "%.1f ms at %.1f s"
                                .formatted(
                                        Collections.max(each.getValue()) / 1_000.0,
                                        (sent.get(each.getKey()) - began) / 1e9))
                .collect(Collectors.joining(", "));
    }

    private static Arrivals arrivals(ScriptedReceiver well, int from, Map<String, Long> sent) {
        var arrivals = new Arrivals();
        micros(well, from, sent).values().forEach(arrivals::add);
        return arrivals;
    }

    private static Map<String, List<Long>> micros(
            ScriptedReceiver well, int from, Map<String, Long> sent) {
        List<ReceivedRequest> received = well.received();
        Map<String, List<Long>> micros = new HashMap<>();
        for (ReceivedRequest request : received.subList(from, received.size())) {
            var id = ID.matcher(request.text());
            if (request.path().startsWith("/well/") && id.find() && sent.containsKey(id.group(1))) {
                micros.computeIfAbsent(id.group(1), _ -> new ArrayList<>())
                        .add((request.arrivedNanos() - sent.get(id.group(1))) / 1_000);
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
}
