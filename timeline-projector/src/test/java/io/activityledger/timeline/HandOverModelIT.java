package io.activityledger.timeline;

import static org.awaitility.Awaitility.await;

import io.activityledger.embedded.EmbeddedBroker;
import io.activityledger.embedded.EmbeddedBrokerSettings;
import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.schemas.Subject;
import io.activityledger.testkit.FakeSchemaRegistry;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.RegistryOverHttp;
import io.activityledger.timeline.model.ModelHistory;
import io.activityledger.timeline.model.ModelLog;
import io.activityledger.timeline.model.PageCheck;
import io.activityledger.timeline.model.PlainTimelines;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Instances that come, go in good order, and are killed, with a real broker; after each hand-over
/// every timeline and every filter through HTTP is what the plain model says.
///
/// `-Dmodel.handovers=` says how many (`make model`: 20), `-Dseed=` gives a run back.
@Timeout(1_200)
class HandOverModelIT {

    private static final int HAND_OVERS = Integer.getInteger("model.handovers", 2);
    private static final long SEED = Long.getLong("seed", 20_261_121);
    private static final List<String> NAMES = List.of("ann", "ben", "cy");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path temp;
    private final FakeSchemaRegistry schemas = new FakeSchemaRegistry();
    private final SplittableRandom dice = new SplittableRandom(SEED);
    private final ModelHistory history = new ModelHistory("dev", "moved-", SEED);
    private final ModelLog log = new ModelLog();
    private final Map<String, Live> live = new LinkedHashMap<>();
    private EmbeddedBroker broker;
    private RegistryOverHttp registry;
    private Writer writer;
    private int added;
    private int killed;
    private long compared;

    /// An instance that runs, however it was started.
    private record Live(HttpProbe client, AutoCloseable instance) {}

    @BeforeEach
    void open() throws Exception {
        var places =
                new EmbeddedBrokerSettings(
                        temp.resolve("broker"), Ports.anyFree(), Ports.anyFree());
        broker = new EmbeddedBroker(places).start();
        registry = new RegistryOverHttp(schemas);
        writer = new Writer(broker.bootstrapServers(), schemas, Instance.PARTITIONS);
    }

    @AfterEach
    void close() throws Exception {
        for (Live each : live.values()) {
            each.instance.close();
        }
        writer.close();
        registry.close();
        broker.close();
    }

    @Test
    void afterEachHandOverEveryPageOfEveryFilterIsWhatThePlainModelSays() throws Exception {
        // Given
        join("ben");
        join("ann");
        write(400);

        for (int round = 0; round < HAND_OVERS; round++) {
            // When
            write(30);
            if (live.size() < NAMES.size()) {
                join(NAMES.stream().filter(it -> !live.containsKey(it)).findFirst().orElseThrow());
            } else {
                leave(NAMES.get(dice.nextInt(NAMES.size())));
            }
            write(30);

            // Then
            everyPage(round);
        }
        System.out.printf(
                "hand-overs=%d killed=%d activities=%d answers=%d%n",
                HAND_OVERS, killed, log.activities().size(), compared);
    }

    private void everyPage(int round) throws Exception {
        PlainTimelines model = log.timelines(log.activities().size(), log.links().size());
        List<Live> all = List.copyOf(live.values());
        Live asked = all.get(dice.nextInt(all.size()));
        awaitCopies(asked, model);
        try {
            var check = check(asked, model);
            history.subjects().forEach(check::timeline);
            if (round == HAND_OVERS - 1) {
                check.activities();
            }
            compared += check.compared();
            for (Live each : all) {
                check(each, model).timeline(history.subjects().get(round % 9));
            }
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("-Dseed=" + SEED + " round " + round, failure);
        }
    }

    private PageCheck check(Live asked, PlainTimelines model) {
        return new PageCheck(new HttpPages(asked.client), () -> model, () -> {}, dice.split());
    }

    /// Copies trail by the hop, and nobody here says which writes are to be waited for.
    private void awaitCopies(Live asked, PlainTimelines model) {
        var pages = new HttpPages(asked.client);
        for (Subject subject : history.subjects()) {
            String wanted = "\"total\":%d,".formatted(model.of(subject).size());
            await(subject + wanted)
                    .atMost(SOON)
                    .until(() -> pages.page(subject, Map.of()).body().contains(wanted));
        }
    }

    private void write(int count) throws Exception {
        List<Activity> fresh = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            fresh.add(history.next());
        }
        writer.appendAll(fresh);
        fresh.forEach(log::append);
        boolean more = true;
        while (more) {
            more = log.link();
        }
    }

    /// Every other one in a process of its own; each comes back to the directory it had.
    private void join(String name) {
        boolean killable = added++ % 2 == 0;
        Path directory = temp.resolve(name);
        if (killable) {
            var process =
                    new InstanceProcess(name, broker.bootstrapServers(), registry.uri(), directory);
            live.put(name, new Live(process.client(), process));
        } else {
            Map<String, String> settings = Map.of("LEDGER_TIMELINE_SESSION_TIMEOUT", "3s");
            var instance =
                    new Instance(
                            name, broker.bootstrapServers(), registry.uri(), directory, settings);
            instance.checkReferences(false);
            instance.start();
            live.put(name, new Live(instance.client(), instance));
        }
        HttpProbe client = live.get(name).client;
        await(name)
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> client.get("/health/ready").status() == 200);
    }

    private void leave(String name) throws Exception {
        Live gone = live.remove(name);
        killed += gone.instance instanceof InstanceProcess ? 1 : 0;
        gone.instance.close();
    }
}
