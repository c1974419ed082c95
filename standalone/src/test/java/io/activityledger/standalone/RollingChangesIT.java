package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.activityledger.standalone.Services.Service;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.LedgerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What do clients of the gateway hear while instances come, are restarted, go and are killed? From
/// one to two and back; with `-Dfault.rounds=` three, restarts of all, killed ones, brokers too.
class RollingChangesIT {

    @RegisterExtension static final LedgerCluster CLUSTER = LedgerCluster.ofThreeBrokers();

    private static final boolean ALL = Integer.getInteger("fault.rounds", 0) > 0;
    private static final int MOST = ALL ? 3 : 2;
    private static final Duration LINKED_WITHIN = Duration.ofSeconds(30);
    private static final String INGEST = "ingest-api";
    private static final String TIMELINE = "timeline-projector";

    private final Services services = new Services(CLUSTER);
    private final Map<String, List<Service>> instances = new HashMap<>();

    @BeforeEach
    void needsNginx() {
        assumeTrue(Gateway.isHere(), "There is no nginx here (Debian: nginx-light).");
    }

    @Test
    void whileInstancesComeAndGoClientsHearTheTruthOr503WithRetryAfter() {
        changesAreHeardAsTruthOr503(1);
    }

    @Test
    @EnabledIfSystemProperty(named = "fault.rounds", matches = "\\d+")
    void withoutStandbysToo() {
        changesAreHeardAsTruthOr503(0);
    }

    private void changesAreHeardAsTruthOr503(int standbys) {
        // Given
        instances.put(INGEST, new ArrayList<>(List.of(ingest(standbys, 1))));
        instances.put(TIMELINE, new ArrayList<>(List.of(projector(standbys, 1))));
        instances.values().forEach(all -> all.getFirst().awaitReady());
        var directory = CLUSTER.directory("gateway-" + standbys);
        try (var gateway = Gateway.before(instances, directory);
                var client = gateway.probe()) {
            var posting = Posting.about("rolling-" + standbys, 4, client);
            var readers = new LiveReaders(posting, List.of(client));

            // When
            try (posting;
                    readers) {
                var told = new Phases(posting, readers, standbys);
                told.of("1 to " + MOST + " instances", () -> grow(gateway, standbys));
                if (ALL) {
                    restartsAndKills(told, posting);
                }
                told.of(MOST + " to " + (MOST - 1) + " instances", () -> shrink(gateway, posting));
                System.out.println(told);
            }

            // Then
            assertThat(readers.wrong()).isEmpty();
            posting.contacts().forEach(it -> holdsAll(posting, it, client));
            await().atMost(LINKED_WITHIN)
                    .untilAsserted(() -> holdsAll(posting, posting.deal(), client));
        }
        services().forEach(LedgerProcess::kill);
    }

    private static void holdsAll(Posting posting, String subject, HttpProbe client) {
        Timeline.assertHoldsAll(Timeline.whole(client, subject), posting.acknowledged(subject));
    }

    private void restartsAndKills(Phases told, Posting posting) {
        told.of("each restarted in turn", () -> restart(posting, services()));
        told.of("an ingest API killed", () -> killed(INGEST, posting));
        told.of("a projector killed", () -> killed(TIMELINE, posting));
        told.of("each broker restarted", () -> restart(posting, CLUSTER.brokers()));
        told.of("a broker killed", () -> killed(CLUSTER.brokers().getLast(), posting));
    }

    private Service ingest(int standbys, int number) {
        return services.ingest("ingest-%d-%d".formatted(standbys, number));
    }

    private Service projector(int standbys, int number) {
        return services.projector(
                "projector-%d-%d".formatted(standbys, number),
                Map.of("LEDGER_TIMELINE_STANDBYS", Integer.toString(standbys)));
    }

    private List<LedgerProcess> services() {
        return instances.values().stream().flatMap(List::stream).map(Service::process).toList();
    }

    private void grow(Gateway gateway, int standbys) {
        for (int number = 2; number <= MOST; number++) {
            instances.get(INGEST).add(ingest(standbys, number).awaitReady());
            instances.get(TIMELINE).add(projector(standbys, number).awaitReady());
            gateway.standBefore(instances);
        }
    }

    private void shrink(Gateway gateway, Posting posting) {
        for (List<Service> all : instances.values()) {
            var last = all.removeLast();
            gateway.standBefore(instances);
            posting.awaitMore(50);
            last.process().stop();
        }
        posting.awaitMore(100);
    }

    private static void restart(Posting posting, List<LedgerProcess> processes) {
        for (LedgerProcess each : processes) {
            each.stop();
            each.restart().awaitReady();
            posting.awaitMore(50);
        }
    }

    private void killed(String service, Posting posting) {
        killed(instances.get(service).getLast().process(), posting);
    }

    private static void killed(LedgerProcess victim, Posting posting) {
        victim.kill();
        posting.awaitMore(100);
        victim.restart().awaitReady();
        posting.awaitMore(50);
    }
}
