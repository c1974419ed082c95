package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.embedded.Ports;
import io.activityledger.schemas.Activity;
import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.LedgerCluster;
import io.activityledger.testkit.Randomly;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `-Dkeyed.posts=10000` for the full number.
class IdempotencyIT {

    private static final int POSTS = Integer.getInteger("keyed.posts", 1_000);
    private static final long SEED = Long.getLong("seed", 20_261_121);

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    @Test
    void whatIsSentUpToFiveTimesOverTwoInstancesOfWhichOneIsKilledIsRecordedOnce()
            throws InterruptedException {
        // Given
        var services = new Services(CLUSTER);
        int internalPort = Ports.anyFree();
        var projector = services.projector("projector", internalPort);
        var ada = services.ingest("ada", internalPort);
        var bob = services.ingest("bob", internalPort).awaitReady();
        ada.awaitReady();
        projector.awaitReady();
        for (int contact = 0; contact < KeyedPosting.CONTACTS; contact++) {
            ada.know("c-" + contact);
        }
        var posting =
                new KeyedPosting(POSTS, List.of(ada.probe(), bob.probe()), Randomly.seeded(SEED));

        // When
        long began = System.nanoTime();
        posting.run(bob.process()::kill);
        var took = Duration.ofNanos(System.nanoTime() - began);

        // Then
        List<Recorded> log = Recorded.all(CLUSTER);
        System.out.printf(
                "%d keyed posts, -Dseed=%d: %d created, %d replayed, %d unverified, %d not answered, %d records, %d ms%n",
                POSTS,
                SEED,
                posting.count("created"),
                posting.count("replayed"),
                posting.count("unverified"),
                posting.unanswered(),
                log.size(),
                took.toMillis());
        assertThat(posting.surprises()).isEmpty();
        assertThat(posting.unanswered()).as("sendings that the kill met").isPositive();
        assertThat(posting.count("replayed")).isPositive();
        assertThat(posting.told()).hasSize(POSTS);
        agree(posting, firsts(log));
        assertThat(shown(projector.probe())).isEqualTo(POSTS);
        keysAreTaken(ada.probe());
    }

    /// The first record of each key.
    private static Map<String, Recorded> firsts(List<Recorded> log) {
        var firsts = new HashMap<String, Recorded>();
        var ids = new HashMap<String, String>();
        for (Recorded each : log) {
            Activity activity = each.activity();
            String key = String.valueOf(activity.idempotencyKey());
            firsts.putIfAbsent(key, each);
            assertThat(ids.computeIfAbsent(activity.id().bare(), _ -> key)).isEqualTo(key);
        }
        assertThat(firsts).hasSize(POSTS);
        assertThat(ids).hasSize(POSTS);
        return firsts;
    }

    /// Whatever was told of a key is true of its first record.
    private static void agree(KeyedPosting posting, Map<String, Recorded> firsts) {
        posting.told()
                .forEach((key, all) -> {
                    Recorded first = firsts.get(key);
                    assertThat(all)
                            .filteredOn(told -> !told.kind().equals("unverified"))
                            .as(key)
                            .allSatisfy(told -> {
                                assertThat(told.position()).isEqualTo(first.position());
                                assertThat(told.body()).isEqualTo(all.element().body());
                            });
                    assertThat(all)
                            .allSatisfy(told ->
                                    assertThat(told.body())
                                            .contains(first.activity().id().prefixed()));
                    assertThat(all)
                            .filteredOn(told -> told.kind().equals("created"))
                            .hasSizeLessThan(2);
                });
    }

    private static int shown(HttpProbe projector) {
        int total = 0;
        for (int contact = 0; contact < KeyedPosting.CONTACTS; contact++) {
            var page = Timeline.firstPage(projector, "contacts/c-" + contact);
            total += page.json().at("/meta/total").asInt();
        }
        return total;
    }

    private static void keysAreTaken(HttpProbe instance) {
        for (int number = 0; number < 20; number++) {
            var other = KeyedPosting.body(number).replace("note", "call");
            var answer = KeyedPosting.post(instance, number, other);
            assertThat(answer.status()).as(answer::toString).isEqualTo(422);
        }
    }
}
