package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import io.activityledger.testkit.LedgerCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadYourWritesIT {

    private static final int PAIRS = Integer.getInteger("read.pairs", 1_000);
    private static final int CLIENTS = 4;

    @RegisterExtension static final LedgerCluster CLUSTER = new LedgerCluster();

    private final ConcurrentLinkedQueue<String> misses = new ConcurrentLinkedQueue<>();

    @Test
    void whoPostsAndAtOnceReadsSeesItWhereverItAsks() throws InterruptedException {
        // Given
        var services = new Services(CLUSTER);
        var ingest = services.ingest("ingest");
        var ada = services.projector("ada").awaitReady().probe();
        var bob = services.projector("bob").awaitReady().probe();
        var probe = ingest.awaitReady().probe();
        IntStream.range(0, CLIENTS)
                .forEach(client ->
                        assertThat(probe.put(contact(client), "{}").status()).isLessThan(300));

        // When
        var begin = System.nanoTime();
        var clients = new ArrayList<Thread>();
        for (int client = 0; client < CLIENTS; client++) {
            var number = client;
            clients.add(
                    Thread.startVirtualThread(() -> postAndRead(number, probe, List.of(ada, bob))));
        }
        for (Thread client : clients) {
            client.join();
        }
        var took = Duration.ofNanos(System.nanoTime() - begin);

        // Then
        System.out.println(
                "%d post-then-read pairs over two projectors: %d misses, %d ms"
                        .formatted(PAIRS, misses.size(), took.toMillis()));
        assertThat(misses).isEmpty();
    }

    private void postAndRead(int client, HttpProbe ingest, List<HttpProbe> projectors) {
        for (int pair = 0; pair < PAIRS / CLIENTS; pair++) {
            try {
                var projector = projectors.get(pair % projectors.size());
                var json = "{\"type\":\"note\",\"contact_id\":\"client-%d\"}".formatted(client);
                var posted = ingest.post("/v1/activities", json);
                var id = posted.json().at("/data/activity/id").asText();
                var read =
                        pair % 4 < 2
                                ? projector.get(contact(client) + "/activities?per_page=5")
                                : projector.get("/v1/activities/" + id);
                judge(posted, id, read);
            } catch (RuntimeException broken) {
                misses.add(broken.toString());
            }
        }
    }

    private void judge(Answer posted, String id, Answer read) {
        var seen = read.status() == 200 && !Timeline.isStale(read) && read.body().contains(id);
        if (posted.status() != 201 || !seen) {
            misses.add(posted + " then " + read);
        }
    }

    private static String contact(int client) {
        return "/v1/contacts/client-" + client;
    }
}
