package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.LedgerCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Three projectors under load, of which one is killed and another added, again and again: once, or
/// as often as `-Dfault.rounds=` says, and then without standbys too.
class ProjectorChurnIT {

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private static final int ROUNDS = Integer.getInteger("fault.rounds", 1);
    private static final long SEED = Long.getLong("seed", 20_261_121);

    /// A killed instance counts as lost after its session; until then only standbys can answer.
    private static final int SESSION_SECONDS = 6;

    private final Services services = new Services(CLUSTER);
    private final SplittableRandom dice = new SplittableRandom(SEED);
    private final AtomicInteger names = new AtomicInteger();

    @Test
    void noAnswerIsWrongWhileOneIsKilledAndOneIsAddedAndStandbysAnswerMeanwhile() {
        // When
        LiveReaders readers = readersThroughout(1);

        // Then
        assertThat(readers.wrong()).as("-Dseed=" + SEED).isEmpty();
        assertThat(readers.answers()).containsKey("200").containsKey("200 stale");
    }

    @Test
    @EnabledIfSystemProperty(named = "fault.rounds", matches = "\\d+")
    void withoutStandbysNoAnswerIsWrongEither() {
        // When
        LiveReaders readers = readersThroughout(0);

        // Then
        assertThat(readers.wrong()).as("-Dseed=" + SEED).isEmpty();
    }

    private LiveReaders readersThroughout(int standbys) {
        var ingest = services.ingest("ingest-" + standbys);
        var live = new ArrayList<Service>();
        for (int instance = 0; instance < 3; instance++) {
            live.add(projector(standbys).awaitReady());
        }
        var posting = Posting.about("churned-" + standbys, 4, ingest.awaitReady().probe());
        posting.awaitMore(200);
        posting.contacts().forEach(it -> Timeline.firstPage(live.getFirst().probe(), it));
        var readers = new LiveReaders(posting, live.stream().map(Service::probe).toList());
        try (posting;
                readers) {
            for (int round = 0; round < ROUNDS; round++) {
                oneIsKilledAndOneIsAdded(live, readers.instances(), standbys, posting);
            }
        }
        tell(standbys, readers);
        live.forEach(each -> each.process().kill());
        ingest.process().kill();
        return readers;
    }

    private void oneIsKilledAndOneIsAdded(
            List<Service> live, List<HttpProbe> asked, int standbys, Posting posting) {
        var victim = live.get(dice.nextInt(live.size()));
        victim.process().kill();
        live.remove(victim);
        asked.remove(victim.probe());
        var newcomer = projector(standbys).awaitReady();
        live.add(newcomer);
        asked.add(newcomer.probe());
        posting.contacts().forEach(it -> Timeline.firstPage(newcomer.probe(), it));
        posting.awaitMore(50);
    }

    private Service projector(int standbys) {
        return services.projector(
                "churned-%d-%d".formatted(standbys, names.incrementAndGet()),
                Map.of(
                        "LEDGER_TIMELINE_STANDBYS",
                        Integer.toString(standbys),
                        "LEDGER_TIMELINE_SESSION_TIMEOUT",
                        SESSION_SECONDS + "s"));
    }

    private static void tell(int standbys, LiveReaders readers) {
        System.out.println(
                "%d rounds, %d standbys: %s, %d wrong; longest without an answer %d ms, without a fresh one %d ms"
                        .formatted(
                                ROUNDS,
                                standbys,
                                readers.answers(),
                                readers.wrong().size(),
                                readers.longestWithoutAnAnswer().toMillis(),
                                readers.longestWithoutAFreshAnswer().toMillis()));
    }
}
